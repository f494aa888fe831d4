import * as z from 'zod';
import { type AnyNodeSpec, createCatalog } from '../../catalog/catalog.ts';
import type { NodeSpec } from '../../catalog/node-spec.ts';

const into = { name: 'in', label: 'Records' };
const many = { ...into, many: true };
const out = { name: 'out', label: 'Records' };
const rejected = { name: 'rejected', label: 'Rejected', carries: 'reject' as const };

function toy(kind: string, role: NodeSpec['role'], shape: z.ZodRawShape, rest: Partial<AnyNodeSpec>): AnyNodeSpec {
  const config = z.object(shape);
  return {
    kind,
    version: 1,
    role,
    title: kind,
    icon: 'filter',
    description: kind,
    keywords: [],
    inputs: role === 'source' || role === 'trigger' ? [] : [into],
    outputs: role === 'target' ? [rejected] : [out, rejected],
    config,
    defaults: config.parse({}),
    form: [],
    fanOut: 'one',
    effects: () => (role === 'target' ? 'repeat-safe-write' : role === 'source' ? 'reads' : 'none'),
    summary: () => kind,
    check: () => [],
    fields: (_config, arriving) => ({ out: (arriving['in'] as never) ?? null }),
    uses: () => [],
    ...rest,
  };
}

const every = z.int().default(0);
const ids = z.array(z.int()).default([]);
const none = z.int().default(-1);
const POST = {
  path: z.string().default('other-side.txt'),
  groupSize: z.int().default(10),
  knowsKeys: z.boolean().default(false),
  lostAfter: ids,
  lostBefore: ids,
  busyAt: ids,
  refuses: ids,
  refusesInAnswer: ids,
  wrongAt: none,
  killBefore: none,
  killAfter: none,
  hangsAt: none,
};
const BRITTLE = {
  at: z.array(z.int()).default([]),
  throws: z.string().default('type-error'),
  late: z.boolean().default(false),
  rejectEvery: every,
  dropEvery: every,
  passesOnFirst: z.boolean().default(false),
  splits: z.boolean().default(true),
  outages: z.int().default(0),
};

/** Tiny node kinds for the engine's tests: each does one thing that a real kind does, and can be told to fail. */
export const TOYS: readonly AnyNodeSpec[] = [
  toy('start', 'trigger', {}, { outputs: [{ name: 'start', label: 'Start', carries: 'start' }] }),
  toy(
    'count',
    'source',
    {
      count: z.int().default(10),
      from: z.int().default(0),
      batch: z.int().default(4),
      rejectEvery: every,
      rawEvery: every,
      failAt: z.int().default(-1),
      openFails: z.int().default(0),
      readFails: z.int().default(0),
      slowMs: z.number().default(0),
      position: z.boolean().default(false),
      file: z.string().default(''),
    },
    {
      fields: () => ({
        out: [
          { name: 'id', type: 'integer' },
          { name: 'text', type: 'text' },
        ],
      }),
    },
  ),
  toy('keep', 'transform', { dropEvery: every, rejectEvery: every, failAt: z.int().default(-1), ignoreWaits: z.boolean().default(false) }, { inputs: [many] }),
  toy('distinct', 'transform', { of: z.int().default(5), acrossRuns: z.boolean().default(false) }, { inputs: [many] }),
  toy('copies', 'transform', { times: z.int().default(2), noneEvery: every }, { inputs: [many], fanOut: 'many' }),
  toy('reverse', 'transform', {}, { inputs: [many], spills: true }),
  toy('slow', 'transform', { ms: z.number().default(1) }, { inputs: [many] }),
  toy('match', 'transform', { rejectEvery: every }, { inputs: [many, { name: 'reference', label: 'Look up in', first: true }] }),
  toy('gather', 'transform', { of: z.int().default(3) }, { inputs: [many], fanOut: 'combines', spills: true }),
  toy('pair', 'transform', {}, { inputs: [many, { name: 'right', label: 'Right', first: true, moves: true, many: true }], fanOut: 'combines' }),
  toy('spin', 'transform', {}, {}),
  toy('call', 'transform', { ms: z.int().default(4_000) }, {}),
  toy('never', 'transform', {}, {}),
  toy('sandboxed', 'transform', {}, {}),
  toy('hog', 'transform', { greed: z.string().default('slowly'), after: z.int().default(0) }, {}),
  toy('litter', 'transform', {}, {}),
  toy('brittle', 'transform', BRITTLE, {}),
  toy('post', 'target', POST, { inputs: [many], effects: () => 'appending-write' }),
  toy('append', 'target', { kill: z.boolean().default(false) }, { inputs: [many], effects: () => 'appending-write' }),
  toy('table', 'target', BRITTLE, { inputs: [many] }),
  toy('exit', 'transform', { after: z.int().default(0) }, {}),
  toy('mail', 'transform', {}, { effects: () => 'appending-write' }),
  toy(
    'collect',
    'target',
    {
      name: z.string().default('collected'),
      rejectEvery: every,
      rejectAtCommit: every,
      failPush: z.int().default(-1),
      failCommit: z.boolean().default(false),
      prepare: z.enum(['works', 'fails']).optional(),
      lies: z.boolean().default(false),
    },
    { inputs: [many] },
  ),
  toy(
    'write',
    'target',
    { path: z.string().default('out.txt'), hangs: z.string().default(''), half: z.boolean().default(false) },
    { inputs: [many], writes: (config: { path: string }) => [config.path] },
  ),
];

export const TOY_CATALOG = createCatalog(TOYS);
