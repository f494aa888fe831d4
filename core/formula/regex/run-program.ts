import { fail } from '../failure.ts';
import { isWordCharacter } from './pattern.ts';
import type { Instruction } from './program.ts';

/** Where a match and its groups are: start and end of each in UTF-16 units, -1 for a group that took no part. */
export type Captures = readonly number[];

/** Steps for any text, and for each of its characters: about a second for the longest text, a tenth for a short one. */
const STEPS = 1_000_000;
const STEPS_PER_CHARACTER = 50;

interface Threads {
  readonly program: readonly Instruction[];
  /** Steps that may still be taken. */
  left: number;
  /** Step in which an instruction was last queued, so that none is queued twice. */
  readonly seen: Int32Array;
  positions: number[];
  captures: number[][];
}

const HINT = 'Repeats within repeats, and large counts such as {1000}, make a pattern slow. Write a simpler one.';

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
    if (--threads.left < 0) fail('pattern-too-slow', `Looking for the pattern in a text of ${text.length} characters took too long.`, { hint: HINT });
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
 * possibilities advance together, character by character. Fails with `pattern-too-slow` where program and text are both so large that it would take seconds.
 */
export function runProgram(program: readonly Instruction[], groups: number, text: string, from: number): Captures | null {
  const left = STEPS + STEPS_PER_CHARACTER * (text.length - from);
  const threads: Threads = { program, left, seen: new Int32Array(program.length).fill(-1), positions: [], captures: [] };
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
