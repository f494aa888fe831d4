import { UserError } from '../../base/errors.ts';

/** The keys on the way to the records: `$.data.items`, `data.items` and `["data"]["items"]` are the same; nothing means the root. */
export function parseRecordsPath(text: string): string[] {
  const keys: string[] = [];
  let rest = text.trim().replace(/^\$/, '');
  while (rest !== '') {
    const match = /^\.?\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\]|^\.?([^.[\]]+)/.exec(rest);
    if (match === null)
      throw new UserError('json-path', `The path to the records, ${JSON.stringify(text)}, cannot be understood.`, {
        hint: 'Write the keys with dots between them, such as data.items. Leave it empty if the file itself is the list.',
      });
    const [whole, double, single, plain] = match;
    keys.push(double !== undefined ? (JSON.parse(`"${double}"`) as string) : (single ?? plain ?? ''));
    rest = rest.slice(whole.length).replace(/\[\*?\]$/, '');
  }
  return keys;
}

/** The path as a person writes it. */
export function showRecordsPath(keys: readonly string[]): string {
  return keys.length === 0 ? 'the top of the file' : keys.map((key) => (/^[^.[\]"]+$/.test(key) ? key : JSON.stringify(key))).join('.');
}
