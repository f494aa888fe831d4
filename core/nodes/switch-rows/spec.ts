import * as z from 'zod';
import { listNames } from '../../base/joined-names.ts';
import { checkConditions, conditionFields, renameInConditions } from '../../catalog/check-conditions.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { renameInFormula } from '../../catalog/formula-references.ts';
import { defineNode, IN_PORT, OUT_PORT, type OutputPort, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { conditionsSchema } from '../../catalog/shapes.ts';

/** Most cases a switch may have. */
const MOST_CASES = 40;

const caseSchema = settingsSchema(() => ({
  /** Stays the same when the case is renamed or moved: the name of its port is made of it. */
  id: z.string(),
  name: z.string().default(''),
  /** Which of the two settings below decides. The other one is kept. */
  by: z.enum(['conditions', 'formula']).default('conditions'),
  conditions: conditionsSchema.default({ match: 'all', items: [] }),
  formula: z.string().default(''),
}));
export type SwitchCase = SettingsOf<typeof caseSchema>;

const newCase = (id: string, name: string): SwitchCase => ({ id, name, by: 'conditions', conditions: { match: 'all', items: [] }, formula: '' });
const newCases = () => [newCase('1', 'Case 1'), newCase('2', 'Case 2')];

const config = settingsSchema(() => ({
  cases: z.array(caseSchema()).max(MOST_CASES).default(newCases()),
  /** Where a record goes that several cases take: to the first of them, or to each. */
  match: z.enum(['first', 'every']).default('first'),
}));
/** Which records go where. */
export type SwitchRowsConfig = SettingsOf<typeof config>;

/** Name of the port of a case. */
export function portOf({ id }: Pick<SwitchCase, 'id'>): string {
  return `case-${id}`;
}

function outputsFor({ cases }: Pick<SwitchRowsConfig, 'cases'>): OutputPort[] {
  const seen = new Set<string>();
  const own = cases.filter((one) => !seen.has(one.id) && seen.add(one.id));
  return [
    ...own.map((one) => ({ name: portOf(one), label: one.name.trim() || `Case ${cases.indexOf(one) + 1}` })),
    { name: OUT_PORT, label: 'Everything else' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ];
}

/** Sends each record to the output of the case whose conditions hold for it. */
export const spec = defineNode<SwitchRowsConfig>({
  kind: 'switch-rows',
  version: 1,
  role: 'transform',
  title: 'Switch',
  icon: 'arrow-fork',
  group: 'select',
  description: 'Sends each record to the output of the case that takes it, and all others to "Everything else".',
  keywords: ['switch', 'case', 'split', 'route', 'router', 'branch', 'if', 'else', 'divide', 'conditional', 'partition', 'several outputs'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: outputsFor({ cases: newCases() }),
  outputsFor,
  config,
  form: [
    {
      fields: [
        {
          field: 'match',
          widget: 'choice',
          label: 'A record goes to',
          options: [
            { value: 'first', label: 'The first case that takes it', help: 'The cases are asked from top to bottom; a record leaves once.' },
            { value: 'every', label: 'Every case that takes it', help: 'A record leaves once for each case that takes it.' },
          ],
        },
        {
          field: 'cases',
          widget: 'rows',
          label: 'Cases',
          help: 'Each has an output of its own. What no case takes leaves by "Everything else"; an output that leads nowhere leaves its records out.',
          rows: {
            noun: 'case',
            idKey: 'id',
            most: MOST_CASES,
            empty: newCase('', ''),
            parts: [
              { field: 'name', widget: 'text', label: 'Name', placeholder: 'Name of the case' },
              {
                field: 'by',
                widget: 'choice',
                label: 'Takes records by',
                options: [
                  { value: 'conditions', label: 'Conditions' },
                  { value: 'formula', label: 'Formula' },
                ],
              },
              { field: 'conditions', widget: 'conditions', label: 'Takes records where', visibleWhen: { field: 'by', is: ['conditions'] } },
              {
                field: 'formula',
                widget: 'formula',
                label: 'Takes records where',
                help: 'A formula that is TRUE for the records of this case.',
                placeholder: 'AND([Status]="Active", [Hours]>=10)',
                visibleWhen: { field: 'by', is: ['formula'] },
              },
            ],
          },
        },
      ],
    },
  ],
  fanOut: 'many',
  fanOutFor: ({ match }) => (match === 'first' ? 'one' : 'many'),
  effects: () => 'none',
  summary({ cases }) {
    if (cases.length === 0) return 'no case yet';
    return cutWords(`to ${listNames(cases.map(({ name }, index) => name.trim() || `Case ${index + 1}`))} or the rest`);
  },
  check({ cases }, arriving) {
    const missing = (field: string, message: string, hint: string): SettingProblem => ({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string): SettingProblem => ({ code: 'wrong-setting', field, message, hint });
    if (cases.length === 0) return [missing('cases', 'There is no case, so every record leaves by "Everything else".', 'Add a case, or remove this step.')];
    return cases.flatMap(({ id, name, by, conditions, formula }, index) => {
      const at = `cases.${index}`;
      const before = cases.slice(0, index);
      const problems: SettingProblem[] = [];
      if (id === '' || before.some((other) => other.id === id))
        problems.push(wrong(`${at}.id`, `Case ${index + 1} has no id of its own.`, 'Remove the case and add it again.'));
      if (name.trim() === '') problems.push(missing(`${at}.name`, `Case ${index + 1} has no name.`, 'Type the name its output gets.'));
      else if (before.some((other) => other.name.trim() === name.trim()))
        problems.push(wrong(`${at}.name`, `Two cases are called "${name.trim()}".`, 'Give one of them another name.'));
      if (by === 'formula' && formula.trim() === '')
        problems.push(missing(`${at}.formula`, 'The formula of this case is empty.', 'Write one that is TRUE for its records, e.g. [Hours]>=10.'));
      if (by === 'conditions' && conditions.items.length === 0)
        problems.push(missing(`${at}.conditions`, 'This case has no condition.', 'Add one that holds for its records.'));
      return by === 'conditions' ? [...problems, ...checkConditions(conditions, `${at}.conditions`, arriving[IN_PORT] ?? null)] : problems;
    });
  },
  fields(settings, arriving) {
    const fields = arriving[IN_PORT] ?? null;
    const ports = outputsFor(settings).filter(({ carries }) => carries !== 'reject');
    return Object.fromEntries(ports.map(({ name }) => [name, fields && [...fields]]));
  },
  uses: ({ cases }) =>
    cases.flatMap(({ by, conditions }, index) =>
      by === 'conditions' ? conditionFields(conditions, `cases.${index}.conditions`).map((use) => ({ port: IN_PORT, ...use })) : [],
    ),
  renameField: (settings, from, to) => ({
    ...settings,
    cases: settings.cases.map((one) => ({
      ...one,
      conditions: renameInConditions(one.conditions, from, to),
      formula: renameInFormula(one.formula, from, to),
    })),
  }),
});
