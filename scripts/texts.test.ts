import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { german } from '../renderer/i18n/german.ts';
import { plurals } from '../renderer/i18n/plurals.ts';
import { readCatalogue, textsIn } from './texts.ts';

const { catalogue, unreadable } = readCatalogue();
const texts = Object.keys(catalogue);
/** What a translator has to write for a text: its forms where it counts. */
const forms = (text: string) => (text.includes('{{count}}') ? [`${text}_one`, `${text}_other`] : [text]);
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

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

/** Folders whose every text has German. This list may only grow. */
const GERMAN = [
  'core/catalog/',
  'core/nodes/',
  'renderer/api/',
  'renderer/app/',
  'renderer/commands/',
  'renderer/editing/',
  'renderer/features/backups/',
  'renderer/features/flows/',
  'renderer/features/palette/',
  'renderer/features/problems/',
  'renderer/features/runs/',
  'renderer/features/settings/',
  'renderer/features/status-bar/',
  'renderer/features/top-bar/',
  'renderer/forms/',
  'renderer/state/',
  'resources/examples/',
];

test('every text of a finished folder has German', () => {
  const finished = Object.entries(catalogue).filter(([, files]) => files.some((file) => GERMAN.some((folder) => file.startsWith(folder))));
  expect(finished.flatMap(([text]) => forms(text)).filter((text) => german[text] === undefined)).toEqual([]);
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
