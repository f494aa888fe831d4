import { UserError } from '../../base/errors.ts';

const KEY = /^\.?\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\]|^\.?([^.[\]]+)/;

/**
 * The keys on the way to the records: `$.data.items`, `data.items` and `["data"]["items"]` are the same; nothing means the root. Throws the UserError
 * `json-path` that says at which character it cannot be understood.
 */
export function parseRecordsPath(text: string): string[] {
  const keys: string[] = [];
  let rest = text.trim().replace(/^\$/, '');
  let at = text.indexOf(rest);
  while (rest !== '') {
    const match = KEY.exec(rest);
    const key = match && (match[1] === undefined ? (match[2] ?? match[3] ?? '') : unescaped(match[1]));
    if (match === null || key === null)
      throw new UserError('json-path', `The path to the records, ${JSON.stringify(text)}, cannot be understood from character ${at + 1} on.`, {
        hint: 'Write the keys with dots between them, such as data.items. Leave it empty if the file itself is the list.',
      });
    keys.push(key);
    at += match[0].length;
    rest = rest.slice(match[0].length).replace(/\[\*?\]$/, '');
  }
  return keys;
}

/** A key between double quotes, in which JSON's escapes count; null for one that is none of JSON's. */
function unescaped(quoted: string): string | null {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return null;
  }
}

/** The path as a person writes it. */
export function showRecordsPath(keys: readonly string[]): string {
  return keys.length === 0 ? 'the top of the file' : keys.map((key) => (/^[^.[\]"]+$/.test(key) ? key : JSON.stringify(key))).join('.');
}
