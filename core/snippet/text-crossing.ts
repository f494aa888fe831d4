import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

/** How texts get into the memory of an instance and out of it: functions of the compiled module, which its users look up for each text. */
interface TextFunctions {
  lengthBytesUTF8(text: string): number;
  /** Writes at most `room` bytes, the zero at the end included. */
  stringToUTF8(text: string, at: number, room: number): unknown;
  /** Reads up to the next zero. */
  UTF8ToString(at: number, most?: number): string;
}

/**
 * Lets texts cross by the system's own conversion instead of one character after another, which for the joined values of a batch takes as long as the guest's
 * own work on them. They arrive as they did; what has half a surrogate pair goes the old way.
 */
export function crossTextsFast(instance: QuickJSWASMModule, memory: { readonly buffer: ArrayBuffer }): void {
  const { module } = instance as unknown as { module: TextFunctions };
  const { lengthBytesUTF8, stringToUTF8, UTF8ToString } = module;
  let bytes = Buffer.from(memory.buffer);
  // Memory that has grown is another buffer.
  const inside = (): Buffer => {
    if (bytes.buffer !== memory.buffer) bytes = Buffer.from(memory.buffer);
    return bytes;
  };
  module.lengthBytesUTF8 = (text) => (text.isWellFormed() ? Buffer.byteLength(text) : lengthBytesUTF8(text));
  module.stringToUTF8 = (text, at, room) => {
    if (!text.isWellFormed() || Buffer.byteLength(text) >= room) return stringToUTF8(text, at, room);
    const to = inside();
    const written = to.write(text, at, room - 1, 'utf8');
    to[at + written] = 0;
    return written;
  };
  module.UTF8ToString = (at, most) => {
    if (at === 0 || most !== undefined) return UTF8ToString(at, most);
    const from = inside();
    return from.toString('utf8', at, from.indexOf(0, at));
  };
}
