/** Longest address and longest part before the @ that mail allows (RFC 5321, 4.5.3.1). */
const MOST = 254;
const MOST_LOCAL = 64;
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+)*$/;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not get into a header
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * What is wrong with one mail address, as a sentence; null when it may be written to. Only the plain form `name@host` is taken: no name beside it, no
 * comment, no quotes, no list, and nothing that could begin another header or command. Whether somebody reads it there only the server knows.
 */
export function mailAddressProblem(text: string): string | null {
  const shown = `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`.replaceAll(new RegExp(CONTROL, 'gu'), '␤');
  if (text === '') return 'The address is empty.';
  if (CONTROL.test(text)) return `${shown} has a line break or another control character in it.`;
  const at = text.lastIndexOf('@');
  if (at < 0) return `${shown} has no @.`;
  const [local, host] = [text.slice(0, at), text.slice(at + 1)];
  if (local === '') return `${shown} has nothing before the @.`;
  if (host === '') return `${shown} has nothing after the @.`;
  if (text.length > MOST || local.length > MOST_LOCAL) return `${shown} is longer than an address may be.`;
  if (/[\s,;<>()[\]\\"]/.test(text)) return `${shown} is not one plain address such as ann@example.org.`;
  if (!LOCAL.test(local)) return `${shown} has a character or a dot before the @ that no address has there.`;
  if (!host.split('.').every((label) => LABEL.test(label))) return `${shown} has no right host name after the @.`;
  return null;
}

/** Several addresses as they are typed in one line, separated by commas, semicolons or line breaks; empty ones are left out. None is checked. */
export function splitMailAddresses(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Whether the text may stand in a header of a mail: it has no line break and no other control character. */
export function isHeaderText(text: string): boolean {
  return !CONTROL.test(text);
}
