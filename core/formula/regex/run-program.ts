import { isWordCharacter } from './pattern.ts';
import type { Instruction } from './program.ts';

/** Where a match and its groups are: start and end of each in UTF-16 units, -1 for a group that took no part. */
export type Captures = readonly number[];

interface Threads {
  readonly program: readonly Instruction[];
  /** Step in which an instruction was last queued, so that none is queued twice. */
  readonly seen: Int32Array;
  positions: number[];
  captures: number[][];
}

const wordAt = (text: string, at: number): boolean => at >= 0 && at < text.length && isWordCharacter(text.charCodeAt(at));

function edgeHolds(edge: 'start' | 'end' | 'word' | 'no-word', text: string, at: number): boolean {
  if (edge === 'start') return at === 0;
  if (edge === 'end') return at === text.length;
  return (wordAt(text, at - 1) !== wordAt(text, at)) === (edge === 'word');
}

/** Queues what can be reached without a character, in order of preference, without recursion. */
function follow(threads: Threads, start: number, captures: number[], text: string, at: number, step: number): void {
  const waiting: { next: number; captures: number[] }[] = [{ next: start, captures }];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const { next } = item;
    if (threads.seen[next] === step) continue;
    threads.seen[next] = step;
    const instruction = threads.program[next];
    if (instruction === undefined) continue;
    if (instruction.op === 'jump') waiting.push({ next: instruction.next, captures: item.captures });
    else if (instruction.op === 'split')
      waiting.push({ next: instruction.other, captures: item.captures }, { next: instruction.next, captures: item.captures });
    else if (instruction.op === 'save') {
      const saved = item.captures.slice();
      saved[instruction.slot] = at;
      waiting.push({ next: next + 1, captures: saved });
    } else if (instruction.op === 'edge') {
      if (edgeHolds(instruction.edge, text, at)) waiting.push({ next: next + 1, captures: item.captures });
    } else {
      threads.positions.push(next);
      threads.captures.push(item.captures);
    }
  }
}

/**
 * Finds the first match at or after `from`, with the preferences of the usual backtracking matchers, in time proportional to program times text: all
 * possibilities advance together, character by character.
 */
export function runProgram(program: readonly Instruction[], groups: number, text: string, from: number): Captures | null {
  const threads: Threads = { program, seen: new Int32Array(program.length).fill(-1), positions: [], captures: [] };
  let best: number[] | null = null;
  for (let at = from; at <= text.length; ) {
    if (best === null) follow(threads, 0, new Array<number>((groups + 1) * 2).fill(-1), text, at, at);
    if (threads.positions.length === 0) {
      if (best !== null) break;
    }
    const { positions, captures } = threads;
    threads.positions = [];
    threads.captures = [];
    const code = text.codePointAt(at);
    const next = at + (code !== undefined && code > 0xffff ? 2 : 1);
    for (let i = 0; i < positions.length; i++) {
      const position = positions[i] ?? 0;
      const instruction = program[position];
      if (instruction?.op === 'found') {
        best = captures[i] ?? null;
        break;
      }
      if (instruction?.op === 'character' && code !== undefined && instruction.test(code)) follow(threads, position + 1, captures[i] ?? [], text, next, next);
    }
    at = next;
  }
  return best;
}
