import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { untoldIn } from './untold.ts';

/** Words that stand in the window as they are, by file, each with the reason. */
const AS_THEY_ARE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'electron/dialogs.ts': { 'This page may not open dialogs.': 'an error of ours that no person sees' },
  'electron/page.ts': { 'There is no such page.': 'an answer to a page that is none of ours' },
  'electron/window.ts': { Swivel: 'a name' },
  'renderer/api/report.ts': { 'error.message': 'of a library, as details in a sentence that is told' },
  'renderer/app/use-arrival.ts': { 'run …': 'an id' },
  'renderer/app/main.tsx': { 'The page has no root element.': 'a broken build, before there is any language' },
  'renderer/canvas/NodeCard.tsx': { 'face.summary': 'told where the face of a card is made' },
  'renderer/app/report-text.ts': {
    'Swivel …, …, …': 'the report of a fault, which goes to the makers',
    'Stopped: …, page …': 'the report of a fault, which goes to the makers',
  },
  'renderer/app/use-desktop-menu.ts': { 'Go to': 'a group of commands, beside its words' },
  'renderer/commands/palette-entries.tsx': {
    'face.kindTitle': 'told where the face of a card is made',
    'face.summary': 'told where the face of a card is made',
  },
  'renderer/commands/open-run.ts': { 'Go to': 'a group of commands, told by the sheet of shortcuts' },
  'renderer/commands/go-to.ts': { 'Go to': 'a group of commands, told by the sheet of shortcuts' },
  'renderer/commands/ShortcutSheet.tsx': { 'Go to': 'a group of commands, beside its words' },
  'renderer/features/inspector/NodePanel.tsx': { 'header input': 'a selector' },
  'renderer/features/problems/ProblemsPanel.tsx': { 'li button:enabled': 'a selector', 'header button': 'a selector' },
  'renderer/features/sample-bar/SampleForm.tsx': { '[Amount]<0': 'a formula' },
  'renderer/features/settings/SettingsPage.tsx': { Swivel: 'a name' },
  'renderer/features/step-bar/StopConditions.tsx': { '[Amount]<0': 'a formula' },
  'renderer/forms/SettingField.tsx': { '…-label': 'an id', '…-help': 'an id' },
  'renderer/forms/format/usual-forms.ts': { 'MMM d, yyyy': 'a form of dates', 'M/d/yyyy h:mm a': 'a form of dates', 'h:mm a': 'a form of times' },
  'renderer/forms/code/trial-notes.ts': { 'error.message': 'told by the editor', '… µs': 'a unit', '… ms': 'a unit' },
  'renderer/forms/mapping/BulkPanel.tsx': { 'Title Case': 'a name written in its own way' },
  'renderer/forms/mapping/TargetPanel.tsx': { 'people.sqlite': 'the name of a file' },
  'renderer/forms/mapping/mapper-model.ts': { 'want …': 'an id', 'own …': 'an id' },
  'renderer/forms/mapping/use-mapper.ts': { 'mapper …': 'an id', 'item … …': 'an id' },
  'renderer/features/connections/EnvironmentForm.tsx': {
    'failed.message': 'told beside the setting',
    'failed.hint': 'told beside the setting',
  },
  'renderer/features/import/BroughtConnections.tsx': { 'use …': 'an id' },
  'renderer/state/connection-drafts.ts': { 'new …': 'an id' },
  'renderer/forms/sql/sql-schema.ts': { '…,RIGHT JOIN,FULL JOIN,INTERVAL,TRUE,FALSE': 'words of SQL', ',COLLATE NOCASE': 'words of SQL' },
  'renderer/forms/sql/complete-sql.ts': { WITH: 'a word of SQL' },
  'renderer/forms/save-path/SavePathField.tsx': { '{param.…}': 'a placeholder' },
  'renderer/ui/code-editor/LoadedEditor.tsx': { 'JetBrains Mono Variable, JetBrains Mono, ui-monospace, monospace': 'fonts' },
  'renderer/ui/data-grid/value-tree.ts': { '… more': 'an id' },
  'renderer/ui/record-drawer/earlier-places.ts': { 'fallen …': 'an id', 'after …': 'an id', 'before …': 'an id' },
  'renderer/ui/record-editor/edit-records.ts': { 'error.message': 'of a library, in a sentence that is told' },
};

const files = globSync(['renderer/**/*.{ts,tsx}', 'electron/*.ts'], { exclude: ['renderer/i18n/**', '**/testing/**', '**/*.test.*'] }).map((file) =>
  file.replaceAll('\\', '/'),
);
const all = files.flatMap((file) => untoldIn(file, readFileSync(file, 'utf8')));

test('every word in the window and the shell goes through t, text or told', () => {
  const untold = all.filter(({ file, words }) => AS_THEY_ARE[file]?.[words] === undefined);
  expect(untold.map(({ file, line, words }) => `${file}:${line}: ${words}`)).toEqual([]);
});

test('no exception is left over', () => {
  const met = new Set(all.map(({ file, words }) => `${file}: ${words}`));
  const left = Object.entries(AS_THEY_ARE).flatMap(([file, words]) => Object.keys(words).map((word) => `${file}: ${word}`));
  expect(left.filter((one) => !met.has(one))).toEqual([]);
});

test('words are found in JSX, attributes, tables and notices, and sentences of core that are drawn untold', () => {
  const source = [
    "const a = <p title={`@{n} records`} className='a b'>Hello {t('there')} {ok ? 'yes' : problem.message}</p>;".replace('@', '$'),
    "say('It is done'); const b = { label: 'Save', kind: 'node', help: text('Well') };",
    "const c = <b aria-label='Close'>{told(problem.message)} {count} %</b>; const d = 'Two words';",
  ].join('\n');
  expect(untoldIn('a.tsx', source).map(({ line, words }) => [line, words])).toEqual([
    [1, '… records'],
    [1, 'Hello'],
    [1, 'yes'],
    [1, 'problem.message'],
    [2, 'It is done'],
    [2, 'Save'],
    [3, 'Close'],
    [3, 'Two words'],
  ]);
});
