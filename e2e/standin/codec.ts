/**
 * JSON with tags for what structured clone keeps: undefined, bigint, Date, Map, Set, bytes, Error. Sent to the page as text too, so it uses nothing from
 * this module.
 */
export function createCodec() {
  const toBase64 = (bytes: Uint8Array) => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const encode = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) };
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) return { $: 'bytes', v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    if (value instanceof Map) return { $: 'map', v: [...value].map(encode) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(encode) };
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message] };
    if (Array.isArray(value)) return value.map(encode);
    return { $: 'object', v: Object.entries(value).map(([key, member]) => [key, encode(member)]) };
  };
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is as loose as structured clone
  const decode = (value: any): any => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    switch (value.$) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(value.v);
      case 'number':
        return Number(value.v);
      case 'date':
        return new Date(value.v);
      case 'buffer':
        return fromBase64(value.v).buffer;
      case 'bytes':
        return fromBase64(value.v);
      case 'map':
        return new Map(value.v.map(decode));
      case 'set':
        return new Set(value.v.map(decode));
      case 'error':
        return Object.assign(new Error(value.v[1]), { name: value.v[0] });
      default:
        return Object.fromEntries(value.v.map(([key, member]: [string, unknown]) => [key, decode(member)]));
    }
  };
  return { encode, decode };
}

export const { encode, decode } = createCodec();
