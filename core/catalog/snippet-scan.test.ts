import { describe, expect, test } from 'vitest';
import { scanSnippet } from './snippet-scan.ts';

const scan = (code: string) => scanSnippet(code, 'record');

describe('fields a snippet uses', () => {
  test.each<[string, string[] | null, string[] | null, string[]]>([
    ['return record;', [], [], []],
    ['return record', [], [], []],
    ['record.total = record.quantity * record.price;\nreturn record;', ['quantity', 'price'], ['total'], []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the snippet under test has a template
    ['record["Full name"] = record["First"] + `it\'s ${record[\'Last\']}`; return record', ['First', 'Last'], ['Full name'], []],
    ['const { a, b: c, d = 1, "e f": g } = record;\nreturn record', ['a', 'b', 'd', 'e f'], [], []],
    ['record.n += 1; record.m++; --record.k; return record', ['n', 'm', 'k'], ['n', 'm', 'k'], []],
    ['delete record.secret; return record', [], [], ['secret']],
    ['if (record.status === "x") return null;\nreturn record', ['status'], [], []],
    ['// record[anything]\n/* record */ "record"; return record', [], [], []],
    ["const clean = record.name.replace(/'/g, ''); return record", ['name'], [], []],
    ["return /it's/.test(record.a) ? record.b : null", ['a', 'b'], null, []],
    ['record?.a; record?.["b"]; return record', ['a', 'b'], [], []],
    ['for (const line of record.lines) emit({ ...line, id: record.id })', ['lines', 'id'], null, []],
    ['emit(record); emit(record)', [], [], []],
    ['const x = other.record.y; return record', [], [], []],
    ['return { ...record, x: 1 }', null, null, []],
    ['for (const key of Object.keys(record)) record[key] = 1; return record', null, null, []],
    ['const r = record; return r', null, null, []],
    ['const { a, ...rest } = record; return rest', null, null, []],
    ['return eval("record.x")', null, null, []],
    ['return arguments[0].x', null, null, []],
    ['const r = \\u0072ecord; return r', null, null, []],
    ['if (record.a) /\'/.test(record.b + "\'"); return record', null, null, []],
    ['const t = `unclosed', null, null, []],
    ['[record.a, record.b] = [record.b, record.a]; return record', ['a', 'b'], null, []],
    ['({ x: record.a } = state); return record', ['a'], null, []],
    ['for (record.a of record.list); return record', ['a', 'list'], ['a'], []],
    ['const list = []; list[0] = record.a; const [x] = record.b; return record', ['a', 'b'], [], []],
    ['const e = emit; e({ a: record.a })', ['a'], null, []],
    ['return record.a ? record : null', null, null, []],
  ])('%s', (code, reads, writes, deletes) => {
    expect(scan(code)).toEqual({ reads, writes, deletes });
  });

  test('code for batches may use anything', () => {
    expect(scanSnippet('return records', 'batch')).toEqual({ reads: null, writes: null, deletes: [] });
  });
});
