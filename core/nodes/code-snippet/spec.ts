import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { fieldTypesSchema } from '../../catalog/shapes.ts';
import { snippetReferenceSchema } from '../../catalog/snippet-content.ts';
import { unknownFields, unknownFieldWords } from '../../catalog/snippet-fields.ts';
import { scanSnippet } from '../../catalog/snippet-scan.ts';

/** The code a new step starts with. */
export const STARTER_CODE = `// Change the fields of record and return it, for example:
// record.full_name = record.first_name + ' ' + record.last_name;
return record;
`;

const config = settingsSchema(() => ({
  language: z.enum(['javascript', 'typescript']).default('javascript'),
  /** `record`: the code is called for each record. `batch`: for a list of up to 4,096 records at once. */
  style: z.enum(['record', 'batch']).default('record'),
  /** Body of the function. */
  code: z.string().default(STARTER_CODE),
  /** Fields the code adds or changes, with their types. */
  fields: fieldTypesSchema.default([]),
  /** Where in the library the code was taken from; the step keeps its own copy, so what runs never depends on the library. */
  library: snippetReferenceSchema.optional(),
}));
/** The code and what it gives. */
export type CodeSnippetConfig = SettingsOf<typeof config>;

/** Runs the user's own code on the records, in a sandbox. */
export const spec = defineNode<CodeSnippetConfig>({
  kind: 'code-snippet',
  version: 1,
  role: 'transform',
  title: 'Code snippet',
  icon: 'code',
  group: 'shape',
  description: 'Runs your own JavaScript or TypeScript on the records, in a sandbox without files or network.',
  keywords: ['code', 'script', 'javascript', 'typescript', 'function', 'custom', 'program', 'snippet', 'js', 'ts', 'transform'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'language',
          widget: 'choice',
          label: 'Language',
          options: [
            { value: 'javascript', label: 'JavaScript' },
            { value: 'typescript', label: 'TypeScript' },
          ],
        },
        {
          field: 'style',
          widget: 'choice',
          label: 'Called for',
          options: [
            { value: 'record', label: 'Each record', help: 'Has record. Return it, or nothing to leave it out.' },
            { value: 'batch', label: 'Many records at once', help: 'Has records, a list of up to 4,096. Return a list.' },
          ],
        },
        { field: 'code', widget: 'code', label: 'Code', help: 'The body of a function. emit, reject, helpers, state and console.log are there to use.' },
      ],
    },
    {
      title: 'Result',
      fields: [
        {
          field: 'fields',
          widget: 'field-types',
          label: 'Fields it adds or changes',
          help: 'Optional. A value that does not fit its type rejects the record.',
        },
      ],
    },
  ],
  fanOut: 'many',
  // `state` goes from record to record.
  dependsOnOthers: ({ style, code }) => style === 'batch' || /\bstate\b/.test(code),
  effects: () => 'none',
  summary({ language, code }) {
    const lines = code.split('\n').map((line) => line.trim());
    const written = lines.filter((line) => line !== '' && !line.startsWith('//') && line !== 'return record;').length;
    if (written === 0) return 'no code yet';
    const said = lines[0]?.match(/^\/\/\s*(.+)$/)?.[1];
    return cutWords(said ?? `${written} ${written === 1 ? 'line' : 'lines'} of ${language === 'typescript' ? 'TypeScript' : 'JavaScript'}`);
  },
  check({ code, fields, style }, arriving) {
    const problems: SettingProblem[] = [];
    const known = [...new Set([...(arriving[IN_PORT] ?? []), ...fields].map(({ name }) => name))];
    const told = new Set<string>();
    for (const unknown of arriving[IN_PORT] ? unknownFields(code, style, known) : []) {
      if (told.has(unknown.name)) continue;
      told.add(unknown.name);
      const { message, hint } = unknownFieldWords(unknown, known);
      problems.push({ code: 'unknown-field', field: 'code', message, hint: `${hint} (Line ${unknown.line} of the code.)`, severity: 'warning' });
    }
    if (code.trim() === '')
      problems.push({ code: 'missing-setting', field: 'code', message: 'There is no code yet.', hint: 'End it with "return record;" to pass the records on.' });
    else if (!/\b(?:return|emit)\b/.test(code))
      problems.push({
        code: 'wrong-setting',
        field: 'code',
        message: `The code never returns a ${style === 'record' ? 'record' : 'list'}, so every record is left out.`,
        hint: style === 'record' ? 'End it with "return record;".' : 'End it with "return records;".',
        severity: 'warning',
      });
    fields.forEach(({ name }, index) => {
      if (name === '')
        problems.push({ code: 'missing-setting', field: `fields.${index}.name`, message: 'A field has no name.', hint: 'Type it, or remove the line.' });
      else if (fields.findIndex((field) => field.name === name) < index)
        problems.push({ code: 'wrong-setting', field: `fields.${index}.name`, message: `The field "${name}" is named twice.`, hint: 'Remove one of the two.' });
    });
    return problems;
  },
  fields({ code, style, fields }, arriving) {
    const declared: Field[] = fields.filter(({ name }) => name !== '').map(({ name, type }) => ({ name, type }));
    const { writes, deletes } = scanSnippet(code, style);
    if (writes === null && (style === 'batch' || declared.length === 0)) return { [OUT_PORT]: declared.length === 0 ? null : declared };
    const here = arriving[IN_PORT];
    if (!here) return { [OUT_PORT]: null };
    const leaving = new Map(here.filter(({ name }) => !deletes.includes(name)).map((field) => [field.name, field]));
    for (const name of writes ?? []) leaving.set(name, { name, type: 'any' });
    for (const field of declared) leaving.set(field.name, field);
    return { [OUT_PORT]: [...leaving.values()] };
  },
  madeOf({ code, style }, field, among) {
    const { reads, writes } = scanSnippet(code, style);
    if (writes !== null && !writes.includes(field)) return null;
    return { from: among.filter((name) => reads === null || reads.includes(name)), copied: false };
  },
  uses: () => [],
});
