import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMatcher } from './matcher.ts';
import { type Pattern, parsePattern } from './pattern.ts';
import { programOf } from './program.ts';
import { runProgram } from './run-program.ts';

/** Random patterns over a small alphabet, so that they match now and then. */
const { pattern } = fc.letrec<{ pattern: string; atom: string; part: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '[ab]', '[^a]', '\\w', '.', 'é', '\\b', '^', '$'),
    tie('pattern').map((inner) => `(${inner})`),
  ),
  part: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{1,2}', '*?', '+?', '??'))
    .map(([atom, repeat]) => (/^(\^|\$|\\b)$/.test(atom) ? atom : atom + repeat)),
  pattern: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).chain((parts) => fc.constantFrom(parts.join(''), parts.join('|'))),
}));

const canBeNothing = (tree: Pattern): boolean => {
  if (tree.kind === 'character' || tree.kind === 'edge') return tree.kind === 'edge';
  if (tree.kind === 'repeat') return tree.min === 0 || canBeNothing(tree.inner);
  if (tree.kind === 'group') return canBeNothing(tree.inner);
  return tree.kind === 'sequence' ? tree.parts.every(canBeNothing) : tree.parts.some(canBeNothing);
};

/** Repeats of what can match nothing: there the built-in matcher has a rule of its own. */
const repeatsNothing = (tree: Pattern): boolean => {
  if (tree.kind === 'repeat') return canBeNothing(tree.inner) || repeatsNothing(tree.inner);
  if (tree.kind === 'group') return repeatsNothing(tree.inner);
  return tree.kind === 'sequence' || tree.kind === 'choice' ? tree.parts.some(repeatsNothing) : false;
};
const subject = fc.array(fc.constantFrom('a', 'b', 'c', ' ', 'é', '😀'), { maxLength: 8 }).map((parts) => parts.join(''));

test('finds the same match as the built-in matcher', () => {
  fc.assert(
    fc.property(pattern, subject, fc.boolean(), (source, text, ignoreCase) => {
      const parsed = parsePattern(source, ignoreCase);
      if (!parsed.ok) throw new Error(parsed.message);
      fc.pre(!repeatsNothing(parsed.pattern));
      const program = programOf(parsed.pattern);
      const ours = runProgram(program ?? [], parsed.groups, text, 0);
      const theirs = new RegExp(source, ignoreCase ? 'diu' : 'du').exec(text)?.indices?.[0] ?? null;
      expect(ours === null ? null : [ours[0], ours[1]]).toEqual(theirs);
    }),
    { numRuns: 2000 },
  );
});

test.each(['(a+)+$', '(a|a)*b', '(a|aa)+$', '(.*)*x', 'a*a*a*a*a*a*b', '(a?){30}a{30}b'])('%s ends quickly on a text made to hang it', (source) => {
  const made = createMatcher(source, false);
  if (!made.ok) throw new Error(made.message);
  const before = process.cpuUsage();
  made.matcher.find(`${'a'.repeat(5000)}!`, 0);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000, 'ms of work').toBeLessThan(2000);
});

test.each([
  ['(a)\\1', 'refer back'],
  ['(?=a)b', 'looking ahead'],
  ['(a', 'without ")"'],
  ['a)', 'without "("'],
  ['[a', 'without "]"'],
  ['*a', 'cannot'],
  ['(a{1000}){1000}', 'repeats too much'],
])('refuses %s', (source, words) => {
  expect(createMatcher(source, false)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
});

test('refuses a very long pattern', () => {
  expect(createMatcher('a'.repeat(1001), false)).toMatchObject({ ok: false, message: 'The pattern has more than 1000 characters.' });
});
