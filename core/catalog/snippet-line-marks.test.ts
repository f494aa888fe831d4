import { expect, it } from 'vitest';
import { markLines } from './snippet-line-marks.ts';

/** The lines that are marked, and proof that what comes out still is code that does the same. */
function marked(code: string): { lines: number[]; gives: unknown; gave: unknown } {
  const result = markLines(code);
  if (!result) return { lines: [], gives: null, gave: null };
  expect(result.code.split('\n').length).toBe(code.split('\n').length);
  const seen = new Set<number>();
  const run = new Function('$line', 'record', result.code) as (line: (n: number) => void, record: unknown) => unknown;
  const record = () => ({ a: 3, name: 'x', list: [1, 2, 3] });
  const gives = run((n) => seen.add(n), record());
  return { lines: [...seen].sort((a, b) => a - b), gives, gave: (new Function('record', code) as (record: unknown) => unknown)(record()) };
}

it.each<[string, string, number[]]>([
  ['plain statements', 'const a = record.a;\nrecord.b = a * 2;\nreturn record;', [1, 2, 3]],
  ['no semicolons', 'const a = record.a\nrecord.b = a\nrecord.c = 1\nreturn record', [1, 2, 3, 4]],
  [
    'blocks and bodies without braces',
    'let n = 0;\nfor (const x of record.list) {\n  n += x;\n}\nif (n > 3)\n  n = 0;\nelse\n  n = 1;\nreturn n;',
    [1, 2, 3, 5, 9],
  ],
  [
    'a value over several lines',
    'const o = {\n  a: 1,\n  b: [\n    2,\n  ],\n};\nconst s = record.list\n  .map((x) => x + 1)\n  .join();\nreturn o.a + s;',
    [1, 7, 10],
  ],
  [
    'functions in functions',
    'const f = (x) => {\n  const y = x + 1;\n  return y;\n};\nfunction g(z) {\n  return f(z);\n}\nreturn record.list.map((x) => {\n  return g(x);\n});',
    [1, 2, 3, 5, 6, 8, 9],
  ],
  [
    'switch and ternaries',
    'let r;\nswitch (record.a) {\n  case 3:\n    r = record.name ? 1 :\n      2;\n    break;\n  default:\n    r = 9;\n}\nreturn r;',
    [1, 2, 6, 10],
  ],
  [
    'try, do and templates',
    'let n = 0;\ntry {\n  null.x;\n} catch {\n  n = 1;\n}\ndo {\n  n++;\n}\nwhile (n < 3);\nreturn `$' + '{\n  n\n} of $' + '{record.a}`;',
    [1, 2, 3, 5, 7, 8, 11],
  ],
  ['while', 'let n = 0;\nif (n) {\n  n = 1;\n}\nwhile (n < 3) {\n  n++;\n}\nreturn n;', [1, 2, 5, 6, 8]],
  ['classes and labels', 'class A {\n  b = 1\n  c() {\n    return 2;\n  }\n}\nouter:\nfor (;;) {\n  break outer;\n}\nreturn new A().c();', [1, 4, 7, 9, 11]],
])('marks the lines where statements begin: %s', (_name, code, lines) => {
  const result = marked(code);
  expect(result.lines).toEqual(lines);
  expect(result.gives).toEqual(result.gave);
});

it('leaves alone what it cannot follow', () => {
  expect(markLines('const a = "')).toBeNull();
  expect(markLines('$line(1); return record;')).toBeNull();
  expect(markLines('// nothing')).toBeNull();
});
