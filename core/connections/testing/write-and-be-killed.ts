import type { ConnectionRun } from '../../catalog/connection-spec.ts';
import { connectContext } from './connect-context.ts';

/** Writes rows without end in one transaction, until it is killed: `node write-and-be-killed.ts <run file> <config> <table>`. Tells each thousand. */
const [file = '', config = '{}', table = ''] = process.argv.slice(2);
const { run } = (await import(file)) as { run: ConnectionRun<unknown, 'database'> };
const { use } = await run.open(JSON.parse(config), {}, connectContext('killed'));
const never = new AbortController().signal;
const writer = await use.writer({ table: { schema: null, name: table }, way: 'upsert', columns: ['id', 'v'], key: ['id'], transaction: 'all' }, never);
for (let from = 0; ; from += 1000) {
  await writer.push(Array.from({ length: 1000 }, (_, at) => [from + at, 'x']));
  process.stdout.write(`${from + 1000}\n`);
}
