import type { CharacterTest, Pattern } from './pattern.ts';

/** One instruction of a matching program; `next` and `other` are positions in it. `split` prefers `next`. */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest }
  | { readonly op: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly op: 'save'; readonly slot: number }
  | { op: 'jump'; next: number }
  | { op: 'split'; next: number; other: number }
  | { readonly op: 'found' };

/** Instructions a pattern may need; counts multiply, {1000} of {1000} does not fit. */
const MAX_INSTRUCTIONS = 4000;

/** Translates a pattern to instructions for `runProgram`; null if it would need too many. */
export function programOf(pattern: Pattern): readonly Instruction[] | null {
  const program: Instruction[] = [];
  if (!emit({ kind: 'group', index: 0, inner: pattern }, program)) return null;
  program.push({ op: 'found' });
  return program;
}

function emit(pattern: Pattern, program: Instruction[]): boolean {
  if (program.length > MAX_INSTRUCTIONS) return false;
  switch (pattern.kind) {
    case 'character':
      program.push({ op: 'character', test: pattern.test });
      return true;
    case 'edge':
      program.push({ op: 'edge', edge: pattern.edge });
      return true;
    case 'sequence':
      return pattern.parts.every((part) => emit(part, program));
    case 'choice':
      return emitChoice(pattern.parts, program);
    case 'group': {
      program.push({ op: 'save', slot: pattern.index * 2 });
      const fits = emit(pattern.inner, program);
      program.push({ op: 'save', slot: pattern.index * 2 + 1 });
      return fits;
    }
    case 'repeat':
      return emitRepeat(pattern, program);
  }
}

function emitChoice(parts: readonly Pattern[], program: Instruction[]): boolean {
  const jumps: { next: number }[] = [];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    const split = { op: 'split' as const, next: program.length + 1, other: 0 };
    if (!last) program.push(split);
    if (!emit(part, program)) return false;
    if (last) continue;
    const jump = { op: 'jump' as const, next: 0 };
    program.push(jump);
    jumps.push(jump);
    split.other = program.length;
  }
  for (const jump of jumps) jump.next = program.length;
  return true;
}

function emitRepeat({ inner, min, max, greedy }: Extract<Pattern, { kind: 'repeat' }>, program: Instruction[]): boolean {
  for (let i = 0; i < min; i++) if (!emit(inner, program)) return false;
  const splits: { next: number; other: number }[] = [];
  const optional = (): { op: 'split'; next: number; other: number } => {
    const split = { op: 'split' as const, next: program.length + 1, other: program.length + 1 };
    program.push(split);
    splits.push(split);
    return split;
  };
  if (max === Number.POSITIVE_INFINITY) {
    const start = program.length;
    optional();
    if (!emit(inner, program)) return false;
    program.push({ op: 'jump', next: start });
  } else
    for (let i = min; i < max; i++) {
      optional();
      if (!emit(inner, program)) return false;
    }
  for (const split of splits)
    if (greedy) split.other = program.length;
    else split.next = program.length;
  return true;
}
