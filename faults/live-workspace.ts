import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp } from '../core/app/create-app.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import type { Clock } from '../core/base/clock.ts';
import { Db } from '../core/store/database.ts';
import { must } from './fault-case.ts';
import { type Drawing, documentOf, type Node } from './flow-on-disk.ts';
import { writeSource } from './sequence.ts';

/** Opens an app on a workspace in this process, with the worker of the campaign's build. */
export function openApp(program: string, workspace: string, clock: Clock): Promise<App> {
  return createApp({ workspace, shell: 'none', workerFile: join(program, 'run-worker.js'), version: '0.0.0', clock });
}

/** Puts a flow that starts by itself into a workspace and in service; its source has so many records. Gives its id and folder. */
export async function goLive(app: App, cron: string, target: Node, records: number): Promise<{ flowId: string; folder: string }> {
  const client = inMemoryClient(app);
  const drawing: Drawing = {
    nodes: { clock: ['schedule-trigger', { cron, zone: 'UTC', missed: 'once' }], read: ['csv-source', { path: 'in.csv' }], write: target },
    lines: ['clock>read', 'read>write'],
  };
  const { flowId } = await client.flows.import({ text: documentOf('by-the-clock', drawing), fileName: 'by-the-clock.swivel.json' });
  const { folder } = await client.flows.get({ flowId });
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeSource(join(folder, 'in.csv'), { first: 1, last: records }, 20);
  await client.flows.setLive({ flowId, live: true });
  return { flowId, folder };
}

/** A due time that was taken, and what became of it. */
export interface Claim {
  due: number;
  outcome: string;
  run_id: string | null;
  note: string | null;
}

/** Due times taken in a workspace, with what became of them, earliest first; and that no run of the clock came of none, nor two of one. */
export function claimsOf(workspace: string): Claim[] {
  const db = new Db(join(workspace, 'swivel.sqlite'), { readOnly: true });
  try {
    const claims = db.all<Claim>(
      `SELECT c.due, c.outcome, h.run_id, h.note FROM trigger_claims c LEFT JOIN happenings h
       ON h.flow_id = c.flow_id AND h.node_id = c.node_id AND h.kind = 'due' AND json_extract(h.payload, '$.due') = c.due ORDER BY c.due`,
    );
    must(new Set(claims.map((claim) => claim.due)).size === claims.length, 'a due time was taken, or noted in the inbox, twice');
    const stray = db.all(
      `SELECT id FROM runs WHERE cause = 'schedule' AND id NOT IN (SELECT l.run_id FROM run_happenings l JOIN happenings h ON h.seq = l.happening
       JOIN trigger_claims c ON c.flow_id = h.flow_id AND c.node_id = h.node_id AND c.due = json_extract(h.payload, '$.due'))`,
    );
    must(stray.length === 0, `${stray.length} runs were started by the clock for no due time of their own`);
    // A run that was cut off is begun again for the same due time; one that came to its end is not.
    const again = db.all(
      `SELECT l.happening FROM run_happenings l JOIN runs r ON r.id = l.run_id WHERE r.status <> 'interrupted' GROUP BY l.happening HAVING count(*) > 1`,
    );
    must(again.length === 0, `${again.length} due times were run again although their run had come to its end`);
    return claims;
  } finally {
    db.close();
  }
}

/** Throws where a due time of a schedule of every minute is neither taken nor told as put together with a later one. */
export function mustMissNothing(claims: readonly Claim[]): void {
  for (const [at, claim] of claims.entries()) {
    const before = claims[at - 1];
    if (!before || claim.due - before.due === 60_000) continue;
    must(
      claim.note !== null || claim.run_id === null,
      `between ${new Date(before.due).toISOString()} and ${new Date(claim.due).toISOString()} due times are missing without a word`,
    );
  }
}
