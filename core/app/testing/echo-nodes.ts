import * as z from 'zod';
import { createCatalog } from '../../catalog/catalog.ts';
import { defineNode } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { createBatch } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { runningOrigin } from '../../data/origin.ts';
import { defineRun } from '../../engine/node-door.ts';
import { catalog } from '../../nodes/index.ts';
import { loadRun } from '../../nodes/runs.ts';

const config = settingsSchema(() => ({ connection: z.string().default(''), ask: z.string().default('hello'), reject: z.boolean().default(false) }));
type EchoSourceConfig = SettingsOf<typeof config>;

const LIMITS = { connect: 1_000, firstByte: 1_000, total: 1_000 };

/** Gives one record: what the echo system answered. */
const echoSource = defineNode<EchoSourceConfig>({
  kind: 'echo-source',
  version: 1,
  role: 'source',
  title: 'Echo',
  icon: 'server',
  description: 'Asks the echo system.',
  keywords: [],
  inputs: [],
  outputs: [
    { name: 'out', label: 'Records' },
    { name: 'rejected', label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [{ fields: [{ field: 'connection', widget: 'connection', label: 'Connection' }] }],
  fanOut: 'one',
  effects: () => 'reads',
  summary: ({ ask }) => ask,
  check: () => [],
  fields: () => ({ out: null }),
  uses: () => [],
  remembers: () => ({ by: 'value', field: 'answer', tie: '' }),
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'http', setting: 'connection', id: connection }]),
});

/** The program's kinds and the echo source. */
export const kindsWithEcho = createCatalog([...catalog.all(), echoSource]);

const echoSourceRun = defineRun<EchoSourceConfig>({
  role: 'source',
  open: (settings, context) => ({
    // Where it stands is how often it was asked.
    position: () => ({ value: Number((context.state.get('position') as { value?: number } | undefined)?.value ?? 0) + 1 }),
    span: () => ({ again: {}, from: null, to: 'once more' }),
    async read(emit) {
      const http = await context.connection('http', settings.connection);
      const answer = await http.send({ method: 'GET', url: settings.ask, mostBytes: 10_000, limits: LIMITS, signal: context.signal });
      const greeting = answer.headers['greeting'] ?? '';
      context.notice({ level: 'warning', code: 'echo', message: `The system greeted: ${greeting}` });
      context.log(`greeted with ${greeting}`);
      if (settings.reject) context.rejectRaw('a line', 0, {}, { code: 'echo', message: `The system did not like it: ${greeting}` });
      const text = new TextDecoder().decode(answer.body);
      await emit('out', createBatch(['answer'], [textColumn([text])], 1, runningOrigin(0, settings.reject ? 1 : 0)));
    },
  }),
});

/** Loads the work of those kinds. */
export const loadWithEcho: typeof loadRun = (kind) => (kind === 'echo-source' ? Promise.resolve(echoSourceRun) : loadRun(kind));
