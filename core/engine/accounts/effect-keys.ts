import { createHash } from 'node:crypto';
import type { OriginRun } from './origin-runs.ts';

const LONGEST = 160;

/** Names groups of records: the same records get the same name in every try, and no two groups of a step share one. */
export class GroupNames {
  readonly #seen = new Map<string, number>();

  /** Name of the next group, from where its records come. */
  next(runs: readonly OriginRun[]): string {
    const text = runs.map(([source, first, count, step]) => (step === 1 ? `${source} ${first}+${count}` : `${source} ${first}*${count}`)).join(', ');
    const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${digest(text).slice(0, 16)}`;
    const times = (this.#seen.get(short) ?? 0) + 1;
    this.#seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  }
}

/** The key an effect is known by, here and on the other side: 32 hexadecimal digits, the same in every try. */
export function effectKey(flowVersion: number, runId: string, nodeId: string, group: string): string {
  return digest(JSON.stringify([flowVersion, runId, nodeId, group])).slice(0, 32);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
