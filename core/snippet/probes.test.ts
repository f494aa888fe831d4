import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SnippetLimits } from './messages.ts';
import { attempt, evaluate, PATIENT, SHORT_LIMITS } from './testing/attempt.ts';

/**
 * Attempts to get out of the sandbox, or to use up the machine. The canary is everywhere a way out would lead: in the environment, in a global of the
 * host, in a file, and at an address that counts its visitors.
 */
const CANARY = 'canary-4711-do-not-sing';
let folder = '';
let visits = 0;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  writeFileSync(join(folder, 'canary.txt'), CANARY);
  process.env['SWIVEL_CANARY'] = CANARY;
  (globalThis as Record<string, unknown>)['canary'] = CANARY;
  server = createServer((_request, response) => {
    visits++;
    response.end(CANARY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  delete process.env['SWIVEL_CANARY'];
  delete (globalThis as Record<string, unknown>)['canary'];
  server.close();
});
afterEach(() => {
  expect(visits).toBe(0);
  expect(Object.getOwnPropertyNames(Object.prototype).filter((name) => /canary|polluted/.test(name))).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe('ways out', () => {
  const expressions: [string, string | RegExp | null][] = [
    // Names of the host.
    ['typeof process + typeof require + typeof module + typeof exports', 'undefinedundefinedundefinedundefined'],
    ['typeof globalThis.canary', 'undefined'],
    ['typeof Buffer + typeof fetch + typeof XMLHttpRequest + typeof WebSocket', 'undefinedundefinedundefinedundefined'],
    ['typeof setTimeout + typeof setInterval + typeof setImmediate + typeof queueMicrotask', /^(undefined){3}(undefined|function)$/],
    ['typeof SharedArrayBuffer + typeof Atomics + typeof WebAssembly + typeof Worker', /^(undefined|function|object){2}undefinedundefined$/],
    ['typeof std + typeof os + typeof bjson + typeof print + typeof scriptArgs', 'undefinedundefinedundefinedundefinedundefined'],
    ['typeof window + typeof document + typeof navigator + typeof self + typeof performance', 'undefinedundefinedundefinedundefinedundefined'],
    [
      'Object.getOwnPropertyNames(globalThis).filter((name) => !/^(Error|EvalError|RangeError|ReferenceError|SyntaxError|TypeError|URIError|InternalError|AggregateError|Array|Object|Function|Iterator|parseInt|parseFloat|isNaN|isFinite|decodeURI|decodeURIComponent|encodeURI|encodeURIComponent|escape|unescape|Infinity|NaN|undefined|eval|Number|Boolean|String|Math|Reflect|Symbol|globalThis|Date|RegExp|JSON|Proxy|Map|Set|WeakMap|WeakSet|ArrayBuffer|SharedArrayBuffer|.*Array|DataView|Promise|BigInt|WeakRef|FinalizationRegistry|Atomics|queueMicrotask)$/.test(name)).join()',
      '',
    ],
    // Constructors and the chain of prototypes.
    ['this === undefined ? "none" : typeof this', 'none'],
    ['({}).constructor.constructor("return typeof process")()', 'undefined'],
    ['(function () {}).constructor("return typeof canary")()', 'undefined'],
    ['(async () => {}).constructor("return typeof process") instanceof Function ? "guest" : "host"', 'guest'],
    ['(function* () {}).constructor("yield typeof process")().next().value', 'undefined'],
    ['helpers.today.constructor("return typeof process + typeof canary")()', 'undefinedundefined'],
    ['console.log.constructor("return this")() === globalThis ? "guest" : "host"', 'guest'],
    ['emit.constructor.constructor("return typeof process")()', 'undefined'],
    ['state.constructor === undefined ? "none" : "some"', 'none'],
    ['Object.getPrototypeOf(record) === null ? "none" : "some"', 'none'],
    ['(0, eval)("typeof process")', 'undefined'],
    ['new Function("return typeof require")()', 'undefined'],
    ['try { null.f() } catch (error) { return error.constructor.constructor("return typeof process")() }', 'undefined'],
    ['try { reject() } catch (error) { return error.constructor === Object ? "guest" : "host" }', 'failed: '],
    // What the stack tells.
    ['new Error().stack.includes("node:") || /[\\\\/](work|home|usr|tmp|node_modules)[\\\\/]/.test(new Error().stack) ? "leaks" : "clean"', 'clean'],
    [
      'Error.prepareStackTrace = (_, frames) => frames; const stack = new Error().stack; return typeof stack === "string" || Array.isArray(stack) ? "guest" : "host"',
      'guest',
    ],
    ['typeof Error.captureStackTrace === "function" ? (Error.captureStackTrace(state), typeof state.stack) : "string"', 'string'],
    ['(function f() { return f.caller === null || f.caller === undefined ? "none" : "some" })()', /none|failed: .*/],
    ['(function () { return arguments.callee })()', /failed: .*/],
  ];
  test.each(expressions)('%s', async (expression, expected) => {
    const value = String(await evaluate(expression));
    expect(value).not.toContain(CANARY);
    if (expected instanceof RegExp) expect(value).toMatch(expected);
    else expect(value).toBe(expected);
  });

  test.each([
    ['import of a module', 'import("node:fs").then((fs) => fs.readFileSync("/etc/passwd")); return record'],
    [
      'import of a file',
      () => `import(${JSON.stringify(join(folder, 'canary.txt'))}).then((it) => { state.it = it }, (error) => { state.error = String(error) }); return record`,
    ],
    ['a request', () => `try { fetch("http://127.0.0.1:${(server.address() as AddressInfo).port}") } catch {} return record`],
  ])('%s leads nowhere', async (_name, code) => {
    const outcome = await attempt(typeof code === 'string' ? code : code());
    expect(JSON.stringify(outcome)).not.toContain(CANARY);
    expect(outcome.ok).toBe(true);
  });

  test('static import and require are no code of a snippet', async () => {
    expect(await attempt('import fs from "node:fs"; return record')).toMatchObject({ ok: false, code: 'snippet-syntax', line: 1 });
    expect(await attempt('return require("fs")')).toMatchObject({ ok: true, result: { refused: [{ code: 'snippet-error', line: 1 }] } });
  });

  test('code that closes its own function stays inside', async () => {
    const outcome = await attempt('}); })(); globalThis.out = typeof process; (function () { return (function () { return { value: out };');
    expect(outcome).toMatchObject({ ok: true, records: [{ value: 'undefined' }] });
  });
});

describe('pollution and tampering', () => {
  test.each([
    'Object.prototype.polluted = "yes"; Array.prototype.polluted = "yes"; return { a: 1 }',
    'record.__proto__.polluted = "yes"; return record',
    'return JSON.parse(\'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}\')',
    'return { ["__proto__"]: { polluted: "yes" }, constructor: { prototype: { polluted: "yes" } } }',
    'Object.defineProperty(Object.prototype, "get", { value: () => "x" }); return { a: 1 }',
    'Object.defineProperty(Array.prototype, "0", { set() {}, get() { return 1 } }); return [{ a: 1 }]',
    'JSON.stringify = () => "[]"; JSON.parse = () => []; Array.prototype.join = () => "x"; String.prototype.split = () => []; return { a: "b" }',
    'Map.prototype.forEach = function () {}; Map.prototype.get = () => [1]; return { a: 1 }',
    'Array.prototype.map = () => [9, 9, 9]; Array.prototype.push = () => 0; Object.keys = () => ["x"]; return { a: 1 }',
    'Int32Array.from = () => ({ buffer: new ArrayBuffer(3) }); Uint8Array.from = () => ({ buffer: new ArrayBuffer(99) }); return { a: 1 }',
    'globalThis.Float64Array = class { constructor() { this.buffer = new ArrayBuffer(8e6) } }; return { a: 1 }',
    'Object.hasOwn = () => true; Reflect.ownKeys = () => []; return record',
    'Symbol.iterator = null; Array.prototype[Symbol.iterator] = function* () { yield 1 }; return { a: [1, 2] }',
    'Function.prototype.call = () => 1; Function.prototype.apply = () => 2; Function.prototype.bind = () => () => 3; return { a: "x" }',
    'class Big extends String { toString() { return 1 } } return { a: new Big("x") }',
  ])('%s', async (code) => {
    const outcome = await attempt(code, { given: [{ n: 1, t: 'x' }] });
    if (outcome.ok) for (const each of outcome.records) expect(each).not.toBeInstanceOf(Object);
    else expect(outcome.code).toBe('snippet-crash');
    expect(await evaluate('1 + 1')).toBe(2);
  });

  test.each([
    ['a getter that throws', 'return { get a() { throw new Error("no") } }', 'snippet-error'],
    ['a getter that never ends', 'return { get a() { for (;;); } }', 'snippet-time'],
    [
      'a proxy with endless keys',
      'return new Proxy({}, { ownKeys: () => Array.from({ length: 1e6 }, (_, i) => "k" + i), getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }) })',
      /snippet-(time|memory|error)/,
    ],
    ['a proxy that lies about its prototype', 'return { a: new Proxy({}, { getPrototypeOf() { for (;;); } }) }', 'snippet-time'],
    ['a revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy', 'snippet-error'],
    ['an object that contains itself', 'const a = {}; a.a = a; return { a }', 'snippet-error'],
    // Its time may come first on a busy machine.
    ['very deep data', 'let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; return { a }', /snippet-(error|time)/],
    ['a toString that throws', 'throw { toString() { throw 1 }, get message() { throw 2 }, get stack() { throw 3 } }', 'snippet-error'],
    ['an error whose parts never end', 'const e = new Error("x"); Object.defineProperty(e, "message", { get() { for (;;); } }); throw e', 'snippet-time'],
    ['a promise', 'return Promise.resolve(record)', 'snippet-result'],
    ['a thenable', 'return { then() { for (;;); } }', 'snippet-result'],
    ['a function', 'return () => record', 'snippet-result'],
    ['a symbol in a field', 'return { a: Symbol("x") }', 'snippet-result'],
    ['a number that is none', 'return { a: 0 / 0 }', 'snippet-result'],
    [
      'emit after its time',
      'state.emit ??= emit; state.n = (state.n ?? 0) + 1; const it = { get a() { state.emit({ b: 1 }); return 1 } }; return it',
      /snippet-error|^$/,
    ],
    ['an InternalError of its own', 'throw new InternalError("out of memory")', 'snippet-memory'],
  ])('%s', async (_name, code, expected) => {
    const outcome = await attempt(code, timeFor(expected));
    const given = outcome.ok ? (outcome.result.refused[0]?.code ?? '') : outcome.code;
    if (expected instanceof RegExp) expect(given).toMatch(expected);
    else expect(given).toBe(expected);
  });
});

/** Where a probe may be stopped for its time, that is short; else it has patience, for a busy machine must make no difference. */
function timeFor(expected: string | RegExp): { limits?: SnippetLimits } {
  const mayBeTime = expected instanceof RegExp ? expected.test('snippet-time') : expected === 'snippet-time';
  return mayBeTime ? { limits: SHORT_LIMITS } : {};
}

describe('exhaustion', () => {
  test.each([
    ['endless loop', 'for (;;);', 'snippet-time'],
    ['endless loop behind a catch', 'for (;;) { try { for (;;); } catch {} finally { for (;;); } }', 'snippet-time'],
    ['endless generator', 'function* g() { for (;;) yield 1 } for (const x of g()); return record', 'snippet-time'],
    ['catastrophic pattern', '/^(a+)+$/.test("a".repeat(40) + "!"); return record', 'snippet-time'],
    ['catastrophic replacement', '"a".repeat(40).replace(/(a*)*b/, ""); return record', 'snippet-time'],
    ['endless sort', '[...Array(1e5).keys()].sort(() => { for (;;); }); return record', 'snippet-time'],
    ['endless native search in a list', 'Array(4294967295).indexOf(1); return record', 'snippet-time'],
    ['endless native search in what is like a list', 'Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1); return record', 'snippet-time'],
    ['endless native search in a text', '"a".repeat(3e6).indexOf("a".repeat(1e6) + "b"); return record', 'snippet-time'],
    ['endless split', '"a".repeat(2e6).split("a".repeat(1e6) + "b"); return record', 'snippet-time'],
    ['endless native walk over holes', 'Array(4e9).forEach((x) => x); return record', 'snippet-time'],
    ['endless reversal', 'Array.prototype.reverse.call({ length: 9e15 }); return record', 'snippet-time'],
    ['endless concatenation', '[].concat({ length: 9e15, [Symbol.isConcatSpreadable]: true }); return record', /snippet-(time|memory)/],
    ['text bomb', 'let a = "x"; for (;;) a += a', 'snippet-memory'],
    ['list bomb', 'const a = []; for (;;) a.push("x".repeat(1e6) + a.length)', /snippet-(memory|time)/],
    ['buffer bomb', 'const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))', /snippet-(memory|time)/],
    ['one huge buffer', 'new ArrayBuffer(2e9); return record', 'snippet-memory'],
    ['map bomb', 'const a = new Map(); for (let i = 0; ; i++) a.set(i, { i })', /snippet-(memory|time)/],
    ['memory in state', 'state.kept ??= []; for (;;) state.kept.push({ a: 1, b: [1] })', /snippet-(memory|time)/],
    ['closure bomb', 'let f = () => 1; for (;;) { const g = f; f = () => g }', /snippet-(memory|time)/],
    ['deep recursion', 'const f = (n) => f(n + 1) + 1; f(0)', 'snippet-recursion'],
    ['recursion between two', 'const f = () => g() + 1, g = () => f() + 1; f()', 'snippet-recursion'],
    ['recursion in JSON', 'let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; JSON.stringify(o)', /snippet-(recursion|time)/],
    ['recursion in a pattern', 'new RegExp("(".repeat(1e5) + ")".repeat(1e5)); return record', /snippet-(recursion|error)/],
    ['recursion through a getter', 'const o = { get a() { return this.a } }; o.a', 'snippet-recursion'],
    ['recursion of proxies', 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.x', /snippet-(recursion|memory|crash)/],
    ['nested brackets', `return ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /snippet-(recursion|crash|syntax|memory|error|result)/],
    ['promise storm', 'const f = () => Promise.resolve().then(f).then(f); for (;;) f()', /snippet-(memory|time|error)/],
    ['endless records', 'for (;;) emit({ a: 1 })', /snippet-(memory|time)/],
    ['endless log', 'for (;;) console.log("x".repeat(1000))', 'snippet-time'],
    ['big whole numbers', 'let a = 3n; for (;;) a *= a', /snippet-(time|error|memory)/],
    ['weak references', 'const a = []; for (;;) a.push(new WeakRef({}))', /snippet-(memory|time)/],
  ])('%s', async (_name, code, expected) => {
    const outcome = await attempt(code, timeFor(expected));
    const given = outcome.ok ? (outcome.result.refused[0]?.code ?? 'done') : outcome.code;
    if (expected instanceof RegExp) expect(given).toMatch(expected);
    else expect(given).toBe(expected);
    if (outcome.ok) return;
    expect(outcome.message).toContain('"Add totals"');
    expect(outcome.hint).toBeTruthy();
  });

  test('promises that were made never settle, and wait for nobody', async () => {
    const outcome = await attempt('Promise.resolve().then(() => { for (;;); }); return record');
    expect(outcome).toMatchObject({ ok: true, records: [{ n: 1 }] });
  });

  test('a large result is given, or stopped in words', async () => {
    const outcome = await attempt('return { a: "x".repeat(5e6) }');
    expect(outcome).toMatchObject({ ok: true });
    if (outcome.ok) expect(String(outcome.records[0]?.['a']).length).toBe(5e6);
  });

  test('many small records are stopped after the time for a batch', async () => {
    const given = Array.from({ length: 2_000 }, (_, n) => ({ n }));
    const outcome = await attempt('const until = record.n; for (let i = 0; i < 4e5; i++); return record', {
      given,
      limits: { callMs: PATIENT.callMs, batchMs: 300 },
    });
    expect(outcome).toMatchObject({ ok: false, code: 'snippet-time' });
    if (!outcome.ok) expect(outcome.message).toContain('one batch');
  });
});
