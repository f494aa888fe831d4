/** Headers that say how a message is carried; whoever sends it sets them itself. */
const CARRYING = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
// Visible characters, space and TAB as RFC 9110 has them, and the upper half of Latin-1: a line break would begin a header of its own.
const VALUE = /^[\t\x20-\x7e\x80-\xff]{0,8000}$/;

/** Whether a header may have this name: letters, digits and hyphens, and none that says how the message itself is carried. */
export function isHeaderName(name: string): boolean {
  return NAME.test(name) && !CARRYING.has(name.toLowerCase());
}

/** Whether a header may have this value: one line of at most 8,000 characters of Latin-1. */
export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
