import { expect, test } from 'vitest';
import { sentencesIn } from './core-texts.ts';

/** `@{` stands for the start of a value. */
const said = (source: string) => sentencesIn('a.ts', source.replaceAll('@{', '$' + '{'));

test('a sentence has a hole for each value, by the name the source gives it', () => {
  expect(said('throw new UserError("x", `There is no field "@{field}" in @{basename(step.path)}.`, { hint: "Choose one that is there." });')).toEqual([
    'There is no field "{{field}}" in {{path}}.',
    'Choose one that is there.',
  ]);
});

test('counts and choices give every form of the sentence, and the same test chooses once', () => {
  expect(said('const a = `@{countOf(read, "record")} @{read === 1 ? "was" : "were"} read from @{formatCount(files)}.`;')).toEqual([
    '{{#read}} record was read from {{#files}}.',
    '{{#read}} records were read from {{#files}}.',
  ]);
  expect(said("const b = 'Nothing was kept' + (full ? ', for want of room' : '') + '.';")).toEqual([
    'Nothing was kept, for want of room.',
    'Nothing was kept.',
  ]);
});

test('what is within a hole may say something of its own', () => {
  expect(said('const a = `The file @{name ?? "without a name"} is empty.`;')).toEqual(['The file {{name}} is empty.', 'without a name']);
});

test('what no person reads is left out: keys, types, SQL, formats, single words', () => {
  const source =
    "import a from 'a b'; type T = 'one or two'; const b = { 'a key': 1, keywords: ['join by'], c: 'SELECT a FROM b', d: 'dd MMM yyyy', e: 'word' };";
  expect(said(source)).toEqual([]);
});
