import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { GUEST_CLOCK } from './guest-clock.ts';
import { GUEST_DATA } from './guest-data.ts';
import { GUEST_HELPERS } from './guest-helpers.ts';
import { GUEST_LOOP } from './guest-loop.ts';
import { GUEST_METER } from './guest-meter.ts';
import { GUEST_PACKER } from './guest-packer.ts';
import { GUEST_RUNNER } from './guest-runner.ts';
import { GUEST_MEMORY, GUEST_STACK } from './quickjs.ts';

/** Unlike anything else in the memory of an instance that nobody's code has run in. */
const MARKS = [0x5317e1, 0x2b992ddf, 0x4cf5ad43, 0x2745937f, 0x38b34ae5, 0x1e7135];

/**
 * A context that no user's code has run in, with the functions the runner is made of: the same for every snippet, so it is made before one is asked for.
 * It serves one snippet and is let go with its whole instance.
 */
export interface FreshGuest {
  readonly module: QuickJSWASMModule;
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly clock: QuickJSHandle;
  readonly helpers: QuickJSHandle;
  readonly data: QuickJSHandle;
  readonly packer: QuickJSHandle;
  readonly loop: QuickJSHandle;
  readonly meter: QuickJSHandle;
  readonly runner: QuickJSHandle;
  /** The buffer in which the guest counts the records it has begun, and where that lies in the instance's memory; 0 where it was not found. */
  readonly counter: QuickJSHandle;
  readonly counterAt: number;
}

/** Makes the guest of an instance. */
export function freshGuest(module: QuickJSWASMModule): FreshGuest {
  const runtime = module.newRuntime({ memoryLimitBytes: GUEST_MEMORY, maxStackSizeBytes: GUEST_STACK });
  const context = runtime.newContext();
  const made = (text: string, file: string) => context.unwrapResult(context.evalCode(text, file));
  const marks = Int32Array.from(MARKS);
  const counter = context.newArrayBuffer(marks.slice().buffer);
  return {
    module,
    runtime,
    context,
    clock: made(GUEST_CLOCK, 'clock'),
    helpers: made(GUEST_HELPERS, 'helpers'),
    data: made(GUEST_DATA, 'data'),
    packer: made(GUEST_PACKER, 'packer'),
    loop: made(GUEST_LOOP, 'loop'),
    meter: made(GUEST_METER, 'meter'),
    runner: made(GUEST_RUNNER, 'runner'),
    counter,
    counterAt: Math.max(0, Buffer.from(module.getWasmMemory().buffer).indexOf(Buffer.from(marks.buffer))),
  };
}
