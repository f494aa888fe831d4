import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { type CustomizeVariantOptions, newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import { crossTextsFast } from './text-crossing.ts';

/** The part of the WebAssembly interface used here; Node has it, its types do not. */
interface WebAssemblyParts {
  compile(bytes: Uint8Array): Promise<object>;
  Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
}
const { compile, Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;

const PAGE = 65_536;
const MEBIBYTE = 1_048_576;

/** The wall around one instance: what the guest's own limit lets through stops here. */
export const INSTANCE_MEMORY = 96 * MEBIBYTE;
/** What the guest may allocate before it gets its own "out of memory". */
export const GUEST_MEMORY = 64 * MEBIBYTE;
/** Deeper recursion would overflow the host's stack first, and break the instance. */
export const GUEST_STACK = 192 * 1024;

/** Makes instances of QuickJS; the code is compiled once. */
export interface QuickJs {
  /** A new instance with memory of its own, which never grows beyond `INSTANCE_MEMORY`. Thrown away by letting go of it. */
  instance(): Promise<QuickJSWASMModule>;
}

/**
 * Loads QuickJS from its WebAssembly file: `wasmPath`, or else `emscripten-module.wasm` in the folder of this code or the one above (a build), or else the
 * file of the installed package (the sources).
 */
export async function loadQuickJs(wasmPath?: string): Promise<QuickJs> {
  const compiled = await compile(readFileSync(wasmPath ?? findWasm()));
  return {
    instance: async () => {
      const memory = new Memory({ initial: (16 * MEBIBYTE) / PAGE, maximum: INSTANCE_MEMORY / PAGE });
      const parts = { wasmModule: compiled, wasmMemory: memory } as CustomizeVariantOptions;
      const instance = await newQuickJSWASMModuleFromVariant(newVariant(variant, parts));
      crossTextsFast(instance, memory);
      return instance;
    },
  };
}

function findWasm(): string {
  const here = import.meta.dirname;
  for (const folder of [here, dirname(here)]) {
    const path = join(folder, 'emscripten-module.wasm');
    if (existsSync(path)) return path;
  }
  return createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
}
