import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AlertWords } from '../core/alerts/alert-words.ts';
import { german as alertsInGerman } from '../core/alerts/words-de.ts';
import { english as alertsInEnglish } from '../core/alerts/words-en.ts';
import { german, ofCore } from '../renderer/i18n/german.ts';
import { plurals } from '../renderer/i18n/plurals.ts';
import { createRecogniser, HOLE } from '../renderer/i18n/recognise.ts';
import { sentencesIn } from './core-texts.ts';
import { readCatalogue, textsIn } from './texts.ts';

const ROOT = join(import.meta.dirname, '..');

const { catalogue, unreadable } = readCatalogue();
const texts = Object.keys(catalogue);
/** What a translator has to write for a text: its forms where it counts. */
const forms = (text: string) => (text.includes('{{count}}') ? [`${text}_one`, `${text}_other`] : [text]);
const holes = (text: string) => [...text.matchAll(HOLE)].map((match) => match[2]).sort();

test('the list of texts is as the sources are: write it by `npm run texts`', () => {
  expect(unreadable).toEqual([]);
  expect(JSON.parse(readFileSync(new URL('../renderer/i18n/catalogue.json', import.meta.url), 'utf8'))).toEqual(catalogue);
});

test('a text that counts has its two English forms, and there are no others', () => {
  const counting = texts.filter((text) => text.includes('{{count}}')).flatMap(forms);
  expect(Object.keys(plurals).sort()).toEqual(counting.sort());
});

test('German texts belong to a text that is there, and have its holes', () => {
  const known = new Set(texts.flatMap(forms));
  expect(Object.keys(german).filter((text) => !known.has(text))).toEqual([]);
  for (const [text, said] of Object.entries(german)) expect(holes(said), text).toEqual(holes(plurals[text] ?? text));
});

const sameShape = (text: string) => text.replace(HOLE, '{{}}');

test('every text has German', () => {
  expect(texts.flatMap(forms).filter((text) => german[text] === undefined)).toEqual([]);
});

test('quotes are of one kind: straight in English, „ “ in German but in what is typed as it stands', () => {
  const mails = (words: AlertWords) => JSON.stringify(words);
  const commands = globSync('headless/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] }).flatMap((file) =>
    sentencesIn(file, readFileSync(join(ROOT, file), 'utf8')),
  );
  expect([...texts, ...Object.values(plurals), ...commands, mails(alertsInEnglish)].filter((text) => /[“”„]/.test(text))).toEqual([]);
  const said = [...Object.values(german), mails(alertsInGerman)];
  expect(said.filter((text) => /”/.test(text) || text.split('„').length !== text.split('“').length)).toEqual([]);
  // Words of a person that English quotes are quoted in German: only what English has in code stays as it is.
  const straight = Object.entries(german).filter(([, words]) => words.includes('"'));
  expect(straight.filter(([text, words]) => text.split('"').length < words.split('"').length).map(([text]) => text)).toEqual([]);
});

test('a finished sentence of core is known again by its text, and its values by its holes', () => {
  const recognise = createRecogniser(ofCore);
  const wrong = ofCore.filter((text) => {
    const values = new Map([...text.matchAll(HOLE)].map(([hole, kind, name], at) => [hole, kind === '#' ? `${at + 1},000` : `⟨${name}⟩`]));
    if (values.size === 0) return false;
    const found = recognise(text.replace(HOLE, (hole) => values.get(hole) as string));
    // Two sources may say the same with other names for its values: then the same German must come of it.
    return found === null || (found.text !== text && sameShape(found.text) !== sameShape(text));
  });
  expect(wrong).toEqual([]);
});

test('texts are found in calls, and a call without a literal is told', () => {
  const source = [
    "import { t, text } from '../i18n/i18n.ts';",
    "t('One'); text(`Two`); const a = { b: t('{{n}} of it', { n }) };",
    "t(name); other('Three'); t('a' + b);",
  ].join('\n');
  expect(textsIn('a.ts', source)).toEqual({
    texts: ['One', 'Two', '{{n}} of it'],
    unreadable: [
      { file: 'a.ts', line: 3 },
      { file: 'a.ts', line: 3 },
    ],
  });
});

test('a function of the same name that is not ours is left alone', () => {
  expect(textsIn('a.ts', "import { t } from './time.ts';\nt(now);")).toEqual({ texts: [], unreadable: [] });
});
