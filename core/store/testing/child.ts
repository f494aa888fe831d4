import { NO_COUNTS } from '../../base/run-facts.ts';
import { openStore } from '../open-store.ts';
import { aRun, aStep } from './made-up.ts';

// Started by crash tests as a process of its own: opens the workspace and writes without end until it is killed.
const [workspace = '', what = 'hold'] = process.argv.slice(2);
// `as-nobody`: root may write anywhere, so it becomes somebody who may not, once the program is loaded.
if (what === 'as-nobody' && process.getuid?.() === 0) process.setuid?.(65_534);
const store = openStore({ workspace, kind: 'host', now: Date.now() });
process.stdout.write('open\n');
if (what !== 'write') setInterval(() => undefined, 1_000);
else
  for (let i = 0; ; i++) {
    const id = `run-${process.pid}-${i}`;
    store.runs.queue(aRun(id));
    store.runs.start(id, 3_000);
    store.steps.put(id, [aStep('a'), aStep('b', { status: 'waiting' })]);
    store.rejects.add(id, [{ nodeId: 'a', deadLetter: true, code: 'c', message: 'm'.repeat(500), record: { id: i } }]);
    store.runs.progress(id, { ...NO_COUNTS, read: i, pending: i });
    store.write(() => {
      store.steps.put(id, [aStep('a', { status: 'succeeded' }), aStep('b', { status: 'succeeded' })]);
      store.runs.finish(id, { status: 'succeeded', at: 4_000, durationMs: 1, counts: { ...NO_COUNTS, read: i, delivered: i } });
    });
    process.stdout.write(`${id}\n`);
  }
