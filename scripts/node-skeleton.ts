/** The texts of a new node kind's files. */
export const ROLES = ['trigger', 'source', 'transform', 'target'] as const;
export type Role = (typeof ROLES)[number];

const ICONS: Record<Role, string> = { trigger: 'player-play', source: 'database', transform: 'filter', target: 'file-export' };
const PORTS: Record<Role, { names: string; inputs: string; outputs: string }> = {
  trigger: { names: 'defineNode, START_PORT', inputs: '[]', outputs: "[{ name: START_PORT, label: 'Start', carries: 'start' }]" },
  source: {
    names: 'defineNode, OUT_PORT, REJECT_PORT',
    inputs: '[]',
    outputs: "[{ name: OUT_PORT, label: 'Records' }, { name: REJECT_PORT, label: 'Rejected', carries: 'reject' }]",
  },
  transform: {
    names: 'defineNode, IN_PORT, OUT_PORT, REJECT_PORT',
    inputs: "[{ name: IN_PORT, label: 'Records', many: true }]",
    outputs: "[{ name: OUT_PORT, label: 'Records' }, { name: REJECT_PORT, label: 'Rejected', carries: 'reject' }]",
  },
  target: {
    names: 'defineNode, IN_PORT, REJECT_PORT',
    inputs: "[{ name: IN_PORT, label: 'Records', many: true }]",
    outputs: "[{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }]",
  },
};
const FIELDS: Record<Role, string> = {
  trigger: '() => ({})',
  source: '() => ({ [OUT_PORT]: null })',
  transform: '(_config, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null })',
  target: '() => ({})',
};
const EFFECTS: Record<Role, string> = { trigger: 'none', source: 'reads', transform: 'none', target: 'appending-write' };

const RUNS: Record<Role, string> = {
  trigger: "role: 'trigger'",
  source: `role: 'source',
  open: (_config, context) => ({
    async read(emit) {
      context.signal.throwIfAborted();
      const batch = new RecordBuilder().finish();
      if (batch.count > 0) await emit(OUT_PORT, batch);
    },
  })`,
  transform: `role: 'transform',
  open: () => ({ push: (_port, batch, emit) => emit(OUT_PORT, batch) })`,
  target: `role: 'target',
  open() {
    let delivered = 0;
    return {
      push: (batch) => {
        delivered += batch.count;
      },
      commit: async () => ({ target: 'nowhere', delivered }),
      abort: async () => undefined,
    };
  },
  rehearse() {
    let insert = 0;
    return {
      push: (batch) => {
        insert += batch.count;
      },
      finish: async () => ({ target: 'nowhere', insert, update: 0, delete: 0, unchanged: 0, sample: [] }),
    };
  }`,
};
const RUN_IMPORTS: Record<Role, string> = {
  trigger: '',
  source: "import { OUT_PORT } from '../../catalog/node-spec.ts';\nimport { RecordBuilder } from '../../data/record-builder.ts';\n",
  transform: "import { OUT_PORT } from '../../catalog/node-spec.ts';\n",
  target: '',
};

/** `sort-rows` as a type's name: `SortRows`. */
function pascal(kind: string): string {
  return kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `sort-rows` as a title: `Sort rows`. */
function title(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What the kind says of itself. */
export function specText(kind: string, role: Role): string {
  const { names, inputs, outputs } = PORTS[role];
  return `import { ${names} } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({}));
/** What can be set. Give every key a default and a comment. */
export type ${pascal(kind)}Config = SettingsOf<typeof config>;

/** Say in one sentence what the kind does. */
export const spec = defineNode<${pascal(kind)}Config>({
  kind: '${kind}',
  version: 1,
  role: '${role}',
  title: '${title(kind)}',
  icon: '${ICONS[role]}',${role === 'transform' ? "\n  group: 'shape'," : ''}
  description: '${title(kind)}.',
  keywords: ['${kind.replaceAll('-', ' ')}'],
  inputs: ${inputs},
  outputs: ${outputs},
  config,
  form: [],
  fanOut: 'one',
  effects: () => '${EFFECTS[role]}',
  summary: () => '${kind.replaceAll('-', ' ')}',
  check: () => [],
  fields: ${FIELDS[role]},
  uses: () => [],
});
`;
}

/** The work, which does nothing yet but keeps the engine's rules. */
export function runText(kind: string, role: Role): string {
  return `${RUN_IMPORTS[role]}import { defineRun } from '../../engine/node-door.ts';
import type { ${pascal(kind)}Config } from './spec.ts';

/** Say in one sentence what a run does. */
export const run = defineRun<${pascal(kind)}Config>({
  ${RUNS[role]},
});
`;
}

/** The help shown in the app. */
export function docsText(kind: string): string {
  return `# ${title(kind)}

What it does, in two sentences.

## Settings

- **Label of the setting** – what it is for.

## Example

One that a reader can follow.

## What can go wrong

| code | what it means | what to do |
| --- | --- | --- |
`;
}

/** The same help in German, with the same headings; the contract test compares the two. */
export function germanDocsText(kind: string): string {
  return `# ${title(kind)}

Was der Schritt tut, in zwei Sätzen.

## Einstellungen

- **Name der Einstellung** – wofür sie da ist.

## Beispiel

Eines, dem man folgen kann.

## Was schiefgehen kann

| Code | was er bedeutet | was zu tun ist |
| --- | --- | --- |
`;
}

/** A first test. */
export function testText(role: Role): string {
  return `import { expect, test } from 'vitest';
import { run } from './run.ts';
import { spec } from './spec.ts';

test('it does what its role says', () => {
  expect([spec.role, run.role]).toEqual(['${role}', '${role}']);
});
`;
}
