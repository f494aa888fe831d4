import { appendFileSync } from 'node:fs';
import { OperationalError, UserError } from '../../base/errors.ts';
import { recordAt, records } from '../../data/records.ts';
import { defineRun, type Sender, type Target } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';

interface Config {
  /** File that stands for the other side: a line a request that arrived, `key ids`. */
  path: string;
  groupSize: number;
  knowsKeys: boolean;
  /** Requests (counted from 0) that are lost after they arrived, and before. */
  lostAfter: number[];
  lostBefore: number[];
  /** Requests that the other side cannot take now, and ids of records it never takes. */
  busyAt: number[];
  refuses: number[];
  refusesInAnswer: number[];
  /** Request at which the setting turns out wrong, -1 for none. */
  wrongAt: number;
  /** Request at which the program is killed, -1 for none: before it arrives, or after. */
  killBefore: number;
  killAfter: number;
  /** Request that never comes back, -1 for none. */
  hangsAt: number;
}

/** Toys whose writes cannot be repeated: `post` sends groups of records to the other side of the world, a file that only grows; `append` adds all at once. */
export const sendingToys: Readonly<Record<string, AnyNodeRun>> = {
  append: defineRun<{ kill: boolean }>({
    role: 'target',
    open(config, context): Target {
      const lines: string[] = [];
      return {
        push(batch) {
          for (const record of records(batch)) lines.push(`${String(record['id'])}\n`);
        },
        commit() {
          appendFileSync(context.resolvePath('appended.txt'), lines.join(''));
          if (config.kill) process.kill(process.pid, 'SIGKILL');
          return Promise.resolve({ target: 'appended.txt', delivered: lines.length });
        },
        abort: () => Promise.resolve(),
      };
    },
    rehearse: () => ({ push: () => undefined, finish: () => Promise.resolve({ target: 'file', insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] }) }),
  }),
  post: defineRun<Config>({
    role: 'sender',
    open(config, context): Sender {
      const path = context.resolvePath(config.path);
      let request = -1;
      return {
        target: 'the toy system',
        groupSize: config.groupSize,
        knowsKeys: config.knowsKeys,
        async send(group, key) {
          request++;
          const rows = Array.from(group.selection.subarray(0, group.count));
          const ids = rows.map((row) => Number(recordAt(group, row)['id']));
          if (request === config.wrongAt) return { outcome: 'not-done', error: new UserError('toy-setting', 'The address of the toy system is wrong.') };
          if (config.busyAt.includes(request))
            return { outcome: 'not-done', error: new OperationalError('toy-busy', 'The toy system is busy.', { retryable: true }) };
          const refused = ids.find((id) => config.refuses.includes(id));
          if (refused !== undefined) return { outcome: 'not-done', error: new OperationalError('toy-refused', `The toy system refuses record ${refused}.`) };
          if (request === config.killBefore) process.kill(process.pid, 'SIGKILL');
          if (config.lostBefore.includes(request)) throw new OperationalError('toy-lost', 'The toy system did not answer.', { retryable: true });
          const taken = ids.filter((id) => !config.refusesInAnswer.includes(id));
          appendFileSync(path, `${key} ${taken.join(',')}\n`);
          if (request === config.killAfter) process.kill(process.pid, 'SIGKILL');
          if (request === config.hangsAt) await new Promise(() => undefined);
          if (config.lostAfter.includes(request)) throw new OperationalError('toy-lost', 'The toy system did not answer.', { retryable: true });
          const rejected = rows
            .filter((_row, at) => config.refusesInAnswer.includes(ids[at] as number))
            .map((row) => ({ row, reason: { code: 'toy-not-taken', message: 'The toy system did not take it.' } }));
          return { outcome: 'done', answer: `201 for ${taken.join(', ')}`, rejected };
        },
      };
    },
    rehearse(config) {
      let insert = 0;
      return {
        push(batch) {
          insert += batch.count;
        },
        finish: () => Promise.resolve({ target: config.path, insert, update: 0, delete: 0, unchanged: 0, sample: [] }),
      };
    },
  }),
};
