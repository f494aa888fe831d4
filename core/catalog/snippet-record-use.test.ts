import { expect, test } from 'vitest';
import { canReuseRecord } from './snippet-record-use.ts';

test.each([
  'record.total = record.quantity * record.unit_price; return record;',
  'record.label = record.status.toUpperCase() + "-" + record.day.slice(0, 7)\nreturn record',
  'if (record.n > 3) { record.big = true; } else if (record.n < 0) { return null; }\nreturn record;',
  'const price = record.price\nif (price === "") { reject("no price") }\nrecord.price = +price; delete record.note; return record',
  'for (let i = 0; i < 3; i++) { record.n += i; }\nreturn record',
  'return { id: record.id, sum: helpers.decimal.add(record.a, record.b) }',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template of the snippet
  'record.text = `${record.a} and ${record.b}`; return record; // record',
  'record.r = Math.round(Number(record.a)); if (record.r) { record.b = 1; }\nreturn record',
  'state.seen = (state.seen ?? 0) + 1; record.nth = state.seen; return record',
])('records of this code may be one that is filled anew: %s', (code) => expect(canReuseRecord(code)).toBe(true));

test.each([
  'state.last = record; return record',
  'state.all.push(record); return record',
  'emit(record); return null',
  'const r = record; return r',
  'const { a } = record; return record',
  'return [record]',
  'return (record)',
  'return record ?? null',
  'return Object.assign(record, { a: 1 })',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the snippet under test puts the record into a text
  'record.text = `${record}`; return record',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the snippet under test keeps the record from within a text
  'record.text = `${state.last = record}`; return record',
  'state.f = () => record.a; return record',
  'state.f = function () { return record.a }; return record',
  'state.o = { f() { return record.a } }; return record',
  'state.o = { get f() { return record.a } }; return record',
  'state.o = { get if() { return record.a } }; return record',
  'state.o = { a: 1, if() { return record.a } }; return record',
  'state.o = { if() { return record.a } }; return record',
  'state.o = { [1]() { return record.a } }; return record',
  'class A { f() { return record.a } } return record',
  'record.f = ({}).valueOf; state.last = record.f(); return record',
  'record.f = String.raw; record.f`x`; return record',
  'record.f = ({}).valueOf; state.last = record?.f(); return record',
  'record.f = ({}).valueOf; state.last = record.f?.(); return record',
  'record.f = ({}).valueOf; state.last = (record.f)(); return record',
  'record.f = ({}).valueOf; state.last = ((record.f))?.(); return record',
  'record["f"] = ({}).valueOf; state.last = record["f"](); return record',
  'state.last = arguments[0]; return record',
  'state.last = eval("rec" + "ord"); return record',
  'state.last = rec\\u006frd; return record',
  'for (const key in record) { log(key) } return record',
  'record.has = "a" in record; return record',
  'throw record',
  'state.last = { record }; return record',
  'state.last = this; return record',
])('records of this code are each their own: %s', (code) => expect(canReuseRecord(code)).toBe(false));
