import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { SNIPPET_FILE, wrapSnippet } from './compile-snippet.ts';
import type { FreshGuest } from './fresh-guest.ts';
import { TICKS_PER_MICROSECOND } from './guest-meter.ts';
import type { SliceResult, SnippetCode, SnippetLimits, ValuesIn } from './messages.ts';
import { GUEST_MEMORY } from './quickjs.ts';
import { readSlice } from './read-slice.ts';
import { crashReport, type GuestError, memoryReport, type Position, positionIn, recursionReport, SnippetVerdict, syntaxReport, timeReport } from './verdict.ts';

/** Records of one batch that are found one by one when code that takes many at once fails. */
const MOST_FAILED = 100;
const LOG_LINES = 100;
const LOG_LENGTH = 1000;
const MEBIBYTE = 1_048_576;

/**
 * One snippet in a fresh context, which is its own from here on. Calls either give a result or throw a `SnippetVerdict`, after which the session is dead.
 * There is nothing to close: a guest can leave its heap in a state that cannot be freed, so the whole instance is let go.
 */
export class GuestSession {
  readonly #snippet: SnippetCode;
  readonly #limits: SnippetLimits;
  readonly #module: QuickJSWASMModule;
  readonly #context: QuickJSContext;
  readonly #beat: () => void;
  #runner: QuickJSHandle;
  /** Where in the instance's memory the guest counts the records it has begun. */
  readonly #progressAt: number;
  #seen = 0;
  #callUntil = 0;
  #batchUntil = 0;
  #stopped: 'call' | 'batch' | null = null;

  /** Compiles the snippet; `beat` is called whenever the guest shows that it can still be stopped from inside. */
  constructor(guest: FreshGuest, snippet: SnippetCode, limits: SnippetLimits, beat: () => void) {
    this.#module = guest.module;
    this.#snippet = snippet;
    this.#limits = limits;
    this.#beat = beat;
    this.#context = guest.context;
    this.#progressAt = guest.counterAt;
    this.#runner = this.#context.undefined;
    guest.runtime.setInterruptHandler(() => this.#interrupt());
    this.#guarded(() => {
      this.#runner = this.#makeRunner(guest);
      this.#method('countIn', guest.counter).dispose();
      this.#method('start', this.#context.newNumber(0)).dispose();
      this.#method('define', this.#evaluate(wrapSnippet(snippet), SNIPPET_FILE)).dispose();
    });
  }

  /** Runs the snippet over `count` records. */
  run(count: number, columns: readonly ValuesIn[]): SliceResult {
    return this.#guarded(() => {
      const context = this.#context;
      this.#method('start', context.newNumber(count)).dispose();
      for (const column of columns) this.#add(column);
      const began = performance.now();
      const summary = this.#textOf(this.#method('go'));
      const workMs = performance.now() - began;
      const slice = readSlice(summary, count, {
        buffer: (at) => this.#bytesOf(this.#method('buffer', context.newNumber(at))),
        text: (at) => this.#textOf(this.#method('text', context.newNumber(at))),
        asJson: (at) => this.#textOf(this.#method('asJson', context.newNumber(at))),
      });
      return { ...slice, workMs };
    });
  }

  #makeRunner({ clock, helpers, data, packer, loop, meter, runner }: FreshGuest): QuickJSHandle {
    const { names, sets, style, code, seed, now, today, measuredLines } = this.#snippet;
    const options = {
      names,
      sets,
      style,
      // A name hidden in a text still counts: too careful is right here.
      keepsState: /\bstate\b/.test(code),
      emits: /emit|eval|\\u/.test(code),
      refuses: /reject|eval|\\u/.test(code),
      reuses: this.#snippet.reuses === true && style === 'record' && sets !== null,
      mostFailed: MOST_FAILED,
      logLines: LOG_LINES,
      logLength: LOG_LENGTH,
    };
    const given = (value: unknown) => this.#evaluate(`(${JSON.stringify(value)})`, 'options');
    // The meter keeps the clock that is there before the run's own.
    const meters = measuredLines === undefined ? [] : [this.#call(meter, given(measuredLines))];
    this.#call(clock, given(seed), given(now)).dispose();
    return this.#call(runner, given(options), this.#call(helpers, given(now), given(today)), this.#call(data), packer, loop, ...meters);
  }

  #add(column: ValuesIn): void {
    const context = this.#context;
    if (column.kind === 'numbers') this.#method('addNumbers', context.newArrayBuffer(column.buffer)).dispose();
    else if (column.kind === 'texts') {
      const flags = column.flags === null ? context.undefined : context.newArrayBuffer(column.flags);
      this.#method('addTexts', context.newString(column.joined), flags).dispose();
    } else if (column.kind === 'repeated') this.#method('addRepeated', context.newString(column.joined), context.newArrayBuffer(column.index)).dispose();
    else this.#method('addJson', context.newString(column.text), column.tagged ? context.true : context.false).dispose();
  }

  #method(name: string, ...args: QuickJSHandle[]): QuickJSHandle {
    const method = this.#context.getProp(this.#runner, name);
    const result = this.#call(method, ...args);
    method.dispose();
    return result;
  }

  #call(method: QuickJSHandle, ...args: QuickJSHandle[]): QuickJSHandle {
    const result = this.#context.callFunction(method, this.#context.undefined, ...args);
    for (const arg of args) arg.dispose();
    if (result.error) throw this.#verdict(result.error);
    return result.value;
  }

  #evaluate(code: string, file: string): QuickJSHandle {
    const result = this.#context.evalCode(code, file);
    if (result.error) throw this.#verdict(result.error);
    return result.value;
  }

  #textOf(handle: QuickJSHandle): string {
    const text = this.#context.getString(handle);
    handle.dispose();
    return text;
  }

  #bytesOf(handle: QuickJSHandle): ArrayBuffer {
    const bytes = this.#context.getArrayBuffer(handle);
    const copy = bytes.value.slice().buffer;
    bytes.dispose();
    handle.dispose();
    return copy;
  }

  /** Sets the limits, and turns whatever the host itself throws into a verdict. */
  #guarded<T>(work: () => T): T {
    const now = performance.now();
    this.#seen = 0;
    this.#stopped = null;
    this.#callUntil = now + this.#limits.callMs;
    this.#batchUntil = now + this.#limits.batchMs;
    try {
      return this.#snippet.measuredLines === undefined ? work() : withFineClock(work);
    } catch (error) {
      if (error instanceof SnippetVerdict) throw error;
      const { name } = this.#snippet;
      const deep = error instanceof RangeError && /call stack/.test(error.message);
      throw new SnippetVerdict({ ...(deep ? recursionReport(name, NOWHERE) : crashReport(name)), details: String(error).slice(0, 300) }, NOWHERE);
    }
  }

  /** Asked by the guest every few thousand steps; true ends it. */
  #interrupt(): boolean {
    this.#beat();
    const now = performance.now();
    const row = this.#row();
    if (row !== this.#seen) {
      this.#seen = row;
      this.#callUntil = now + this.#limits.callMs;
    }
    if (now < this.#callUntil && now < this.#batchUntil) return false;
    this.#stopped ??= now >= this.#batchUntil ? 'batch' : 'call';
    return true;
  }

  #row(): number {
    return this.#progressAt === 0 ? 0 : (new Int32Array(this.#module.getWasmMemory().buffer, this.#progressAt, 1)[0] ?? 0);
  }

  #verdict(error: QuickJSHandle): SnippetVerdict {
    const { name, style } = this.#snippet;
    const row = style === 'record' ? this.#row() : 0;
    const stopped = this.#stopped;
    this.#callUntil = this.#batchUntil = performance.now() + 100;
    const said = this.#said(error);
    const position = positionIn(said.stack, stopped === null ? '' : this.#snippet.code);
    if (stopped !== null) return new SnippetVerdict(timeReport(name, position, stopped, this.#limits, row), position);
    if (said.name === 'SyntaxError') return new SnippetVerdict(syntaxReport(name, said.message, position), position);
    // Null is thrown where not even the error fits into memory any more.
    const noRoom = this.#context.eq(error, this.#context.null);
    if (noRoom || /out of memory|too long/.test(said.message)) return new SnippetVerdict(memoryReport(name, position, GUEST_MEMORY / MEBIBYTE), position);
    if (/stack overflow/.test(said.message)) return new SnippetVerdict(recursionReport(name, position), position);
    return new SnippetVerdict({ ...crashReport(name), details: `${said.name}: ${said.message}`.slice(0, 300) }, position);
  }

  /** Reads an error of the guest as text, member by member: nothing of it is trusted to be what it seems. */
  #said(error: QuickJSHandle): GuestError {
    const read = (key: string): string => {
      try {
        const member = this.#context.getProp(error, key);
        const text = this.#context.typeof(member) === 'string' ? this.#context.getString(member) : '';
        member.dispose();
        return text.slice(0, 2000);
      } catch {
        return '';
      }
    };
    return { name: read('name'), message: read('message'), stack: read('stack') };
  }
}

/** `Date.now`, which is the guest's only clock, ticks in tenths of a microsecond while this works: the thread does nothing else meanwhile. */
function withFineClock<T>(work: () => T): T {
  const usual = Date.now;
  Date.now = () => performance.now() * 1_000 * TICKS_PER_MICROSECOND;
  try {
    return work();
  } finally {
    Date.now = usual;
  }
}

const NOWHERE: Position = { line: 0, column: 0 };
