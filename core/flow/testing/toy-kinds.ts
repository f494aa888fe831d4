import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import type { FlowKind, FlowKinds } from '../kinds.ts';

const reject = { name: 'rejected', label: 'Rejected', carries: 'reject' as const };
const out = { name: 'out', label: 'Records' };
const into = { name: 'in', label: 'Records' };

function kind(name: string, role: FlowKind['role'], rest: Partial<FlowKind>): FlowKind {
  return {
    kind: name,
    version: 1,
    role,
    title: name,
    inputs: [],
    outputs: [],
    config: z.object({}),
    check: () => [],
    fields: () => ({}),
    uses: () => [],
    effects: () => 'none',
    ...rest,
  };
}

/** A handful of small kinds for the tests of the flow document: start, read, pick, join, write. */
export const TOY_KINDS: FlowKinds = (() => {
  const kinds = [
    kind('start', 'trigger', { outputs: [{ name: 'start', label: 'Start', carries: 'start' }] }),
    kind('read', 'source', {
      outputs: [out, reject],
      config: z.object({ fields: z.array(z.string()).default(['id', 'Status']) }),
      fields: (config: { fields: string[] }) => ({ out: config.fields.map((name): Field => ({ name, type: 'text' })) }),
    }),
    kind('pick', 'transform', {
      version: 2,
      inputs: [into],
      outputs: [out, reject],
      config: z.object({ field: z.string().default('') }),
      fields: (_config, arriving) => ({ out: (arriving['in'] as Field[] | null) ?? null }),
      check: (config: { field: string }) => (config.field === '' ? [{ code: 'no-field', field: 'field', message: 'Choose a field.' }] : []),
      uses: (config: { field: string }) => (config.field === '' ? [] : [{ port: 'in', field: config.field, setting: 'field' }]),
      migrate: (config) => ({ field: config['column'] ?? '' }),
    }),
    kind('join', 'transform', {
      inputs: [into, { name: 'reference', label: 'Look up in', first: true }],
      outputs: [out, reject],
      fields: (_config, arriving) => ({ out: (arriving['in'] as Field[] | null) ?? null }),
    }),
    kind('write', 'target', {
      inputs: [{ ...into, many: true, sameFields: true }],
      outputs: [reject],
      config: z.object({ path: z.string().default('') }),
      writes: (config: { path: string }) => [config.path],
      effects: () => 'repeat-safe-write',
    }),
  ];
  return { get: (name) => kinds.find((one) => one.kind === name) };
})();
