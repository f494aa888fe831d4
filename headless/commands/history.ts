import type { RejectRow, RunRow } from '../../core/api/run-models.ts';
import type { Client } from '../../core/app/in-memory-pair.ts';
import { countOf, formatCount, formatDuration } from '../../core/base/amounts.ts';
import { EXIT } from '../exit-codes.ts';
import { findFlow, findRun } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import { runAsJson, runAsText } from '../run-report.ts';
import { type Terminal, table } from '../terminal.ts';

const moment = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString().slice(0, 19).replace('T', ' '));

/** `swivel runs`: the newest runs, one line each (times in UTC). */
export async function runsCommand(
  options: { workspace?: string; flow?: string; limit: number; search?: string; json?: boolean },
  to: Terminal,
): Promise<number> {
  return withClient({ workspace: options.workspace, readOnly: true }, async (client) => {
    const flowId = options.flow === undefined ? undefined : await findFlow(client, options.flow);
    const runs = await newestRuns(client, options.limit, { ...(flowId ? { flowId } : {}), ...(options.search ? { search: options.search } : {}) });
    if (options.json) for (const run of runs) to.out(`${JSON.stringify(run)}\n`);
    else if (runs.length === 0) to.out('No runs yet.\n');
    else to.out(table([['started (UTC)', 'flow', 'status', 'read', 'delivered', 'rejected', 'time', 'run'], ...runs.map(asRow)], [3, 4, 5, 6]));
    return EXIT.succeeded;
  });
}

/** A page may be short and still have one behind it: asks on until there are enough. */
async function newestRuns(client: Client, limit: number, query: Parameters<Client['runs']['list']>[0]): Promise<RunRow[]> {
  const found: RunRow[] = [];
  for (let after: string | null | undefined; after !== null && found.length < limit; ) {
    const page = await client.runs.list({ ...query, limit: limit - found.length, ...(after === undefined ? {} : { after }) });
    found.push(...page.runs);
    after = page.next;
  }
  return found;
}

function asRow(run: RunRow): string[] {
  const { read, delivered, rejected } = run.counts;
  return [
    moment(run.startedAt ?? run.queuedAt),
    run.flowName,
    run.status.replaceAll('-', ' '),
    formatCount(read),
    formatCount(delivered),
    formatCount(rejected),
    formatDuration(run.durationMs ?? 0),
    run.runId,
  ];
}

/** `swivel show`: one run whole; with `--rejects` its rejected records and why. */
export async function showCommand(word: string, options: { workspace?: string; rejects?: boolean; json?: boolean }, to: Terminal): Promise<number> {
  return withClient({ workspace: options.workspace, readOnly: true }, async (client) => {
    const runId = await findRun(client, word);
    const detail = await client.runs.get({ runId });
    if (!options.rejects) {
      to.out(options.json ? `${JSON.stringify({ ...runAsJson(detail), receipts: detail.receipts, readings: detail.readings })}\n` : runAsText(detail, to));
      return EXIT.succeeded;
    }
    const names = new Map(detail.steps.map((step) => [step.nodeId, step.name]));
    for (let after: number | null = 0; after !== null; ) {
      const { rejects, next } = await client.runs.rejects({ runId, after, limit: 1000 });
      for (const reject of rejects) {
        if (options.json) to.out(`${JSON.stringify(reject, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n`);
        else {
          const where = [reject.file, reject.row === undefined ? '' : `row ${formatCount(reject.row)}`].filter(Boolean).join(' ');
          to.out(`${names.get(reject.nodeId) ?? reject.nodeId}${where ? ` (${where})` : ''}: ${reject.message}${madeOf(reject, names)}\n`);
        }
      }
      after = next;
    }
    return EXIT.succeeded;
  });
}

/** Of which source records a rejected one was made, where it was made of several. */
function madeOf({ origin, members }: RejectRow, names: ReadonlyMap<string, string>): string {
  if (!origin || !members) return '';
  const first = [origin, ...members.first].slice(0, 10).map(({ source, ordinal }) => `${names.get(source) ?? source} ${formatCount(ordinal + 1)}`);
  return ` It was made of ${countOf(members.count + 1, 'source record')}: ${first.join(', ')}${members.count + 1 > first.length ? ' and more' : ''}.`;
}
