import { spawnSync } from 'node:child_process';
import type { Batch } from '../../data/batch.ts';
import { openSandbox } from '../../snippet/sandbox.ts';
import { defineRun, type Emit } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';

/** Ways to take memory: slowly, all at once, by single values too large for V8 to end the thread in good order, and outside of the heap. */
export type Greed = 'slowly' | 'at-once' | 'large-lists' | 'large-texts' | 'buffers';

function grab(greed: Greed, kept: unknown[]): void {
  switch (greed) {
    case 'slowly':
      for (let at = 0; at < 100_000; at++) kept.push([{ at, list: [1, 2, 3] }]);
      return;
    case 'at-once':
      for (let at = 0; ; at++) kept.push([{ at, list: [1, 2, 3] }]);
    case 'large-lists':
      for (;;) kept.push(new Array(30_000_000).fill(1.5));
    case 'large-texts':
      for (let at = 0; ; at++) kept.push(Buffer.alloc(200_000_000, 120).toString('latin1', at));
    case 'buffers':
      for (;;) kept.push(new Uint8Array(32 * 1024 * 1024).fill(1));
  }
}

/** Toys that do not stop by themselves, each in its own way, from the record with the id `from` on. */
export const stubbornToys: Readonly<Record<string, AnyNodeRun>> = {
  spin: defineRun<object>({
    role: 'transform',
    open: () => ({
      push() {
        for (;;) Math.sqrt(2);
      },
    }),
  }),
  never: defineRun<object>({ role: 'transform', open: () => ({ push: () => new Promise<void>(() => undefined) }) }),
  sandboxed: defineRun<object>({
    role: 'transform',
    open: (_config, { clock, signal }) => ({
      async push() {
        const snippet = { name: 'loop', language: 'javascript', style: 'record', code: 'for (;;) {}', names: [], sets: null } as const;
        const sandbox = await openSandbox({
          snippet: { ...snippet, seed: [1, 2, 3, 4], now: 0, today: '2026-11-20' },
          limits: { callMs: 600_000, batchMs: 600_000 },
          clock,
          signal,
        });
        try {
          await sandbox.run(1, []);
        } finally {
          await sandbox.close();
        }
      },
    }),
  }),
  call: defineRun<{ ms: number }>({
    role: 'transform',
    open: ({ ms }) => ({
      // A call of the system that not even the end of the thread interrupts.
      push: () => void spawnSync(process.execPath, ['-e', `setTimeout(() => {}, ${ms})`]),
    }),
  }),
  hog: defineRun<{ greed: Greed; after: number }>({
    role: 'transform',
    open({ greed, after }) {
      const kept: unknown[] = [];
      let seen = 0;
      return {
        push(_port: string, batch: Batch, emit: Emit) {
          seen += batch.count;
          if (seen > after) grab(greed, kept);
          return emit('out', batch);
        },
      };
    },
  }),
  // Makes much that nobody needs for long, and lets the run look at its memory meanwhile.
  litter: defineRun<object>({
    role: 'transform',
    open() {
      let kept: unknown[] = [];
      return {
        push(_port: string, batch: Batch, emit: Emit) {
          if (kept.length > 8) kept = [];
          kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at })));
          return emit('out', batch);
        },
      };
    },
  }),
  exit: defineRun<{ after: number }>({
    role: 'transform',
    open({ after }) {
      let seen = 0;
      return {
        push(_port: string, batch: Batch, emit: Emit) {
          seen += batch.count;
          if (seen > after) process.exit(3);
          return emit('out', batch);
        },
      };
    },
  }),
};
