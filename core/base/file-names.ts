import { UserError } from './errors.ts';

/** Longest name of one file or folder, in bytes of UTF-8: what file systems take. */
const LONGEST_NAME = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: no file system of ours takes all of them in a name
const RESERVED = /[\\/:*?"<>|\u0000-\u001f]/;
const ALL_RESERVED = new RegExp(RESERVED, 'g');

/** Whether a text holds a separator, a control character or another one that some system takes in no file name. */
export function holdsReserved(text: string): boolean {
  return RESERVED.test(text);
}

/** The text with `_` for each character that some system takes in no file name. */
export function withoutReserved(text: string): string {
  return text.replace(ALL_RESERVED, '_');
}

/** Whether a text holds a line break or another control character. */
export function holdsControl(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * Throws the UserError `bad-file-name` for a path with a name in it that no file should have: one with a control character, or of more than 255 bytes.
 * `separator` stands between its names; `name` is that of the connection it is meant for, if any.
 */
export function refuseBadNames(path: string, separator: string | RegExp, name = ''): void {
  const shown = JSON.stringify(path);
  if (holdsControl(path))
    throw bad(
      path,
      name === ''
        ? `The name ${shown} holds a line break or another control character.`
        : `"${name}": the name ${shown} holds a line break or another control character.`,
      'Give the file another name.',
    );
  const long = path.split(separator).find((part) => part.length * 3 > LONGEST_NAME && bytesOf(part) > LONGEST_NAME);
  const beginning = long?.slice(0, 40);
  if (beginning !== undefined)
    throw bad(
      path,
      name === '' ? `The name ${beginning}… is longer than 255 bytes.` : `"${name}": the name ${beginning}… is longer than 255 bytes.`,
      'Use a shorter name. Letters such as ä take two bytes, emoji four.',
    );
}

/** Bytes of UTF-8. */
function bytesOf(text: string): number {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/%[0-9A-F]{2}/g, '-').length;
}

function bad(path: string, message: string, hint: string): UserError {
  return new UserError('bad-file-name', message, { hint, place: { file: path } });
}
