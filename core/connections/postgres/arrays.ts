import type { SqlValue } from '../../catalog/families/database.ts';

/** An array as PostgreSQL writes it (`{1,NULL,"a b"}`) as the text of a JSON list; `asJson` for elements that are JSON themselves. */
export function arrayToJson(text: string, read: (text: string) => SqlValue, asJson: boolean): string {
  // Bounds that do not start at 1 are written in front: [0:1]={a,b}.
  let at = text.startsWith('[') ? text.indexOf('=') + 1 : 0;
  const element = (raw: string): string => {
    if (asJson) return raw;
    const value = read(raw);
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'number' && !Number.isFinite(value) ? JSON.stringify(raw) : JSON.stringify(value);
  };
  const list = (): string => {
    const parts: string[] = [];
    at++;
    while (at < text.length && text[at] !== '}') {
      if (text[at] === ',') at++;
      if (text[at] === '{') parts.push(list());
      else if (text[at] === '"') parts.push(element(quoted()));
      else parts.push(bare());
    }
    at++;
    return `[${parts.join(',')}]`;
  };
  const quoted = (): string => {
    let out = '';
    for (at++; text[at] !== '"'; at++) {
      if (text[at] === '\\') at++;
      out += text[at];
    }
    at++;
    return out;
  };
  const bare = (): string => {
    const from = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at++;
    const raw = text.slice(from, at);
    return raw === 'NULL' ? 'null' : element(raw);
  };
  return list();
}

/** The text of a JSON list as PostgreSQL writes an array; null when it is no list, or holds objects where the elements are no JSON. */
export function jsonToArray(text: string, elementsAreJson: boolean): string | null {
  const parsed = parse(text);
  return Array.isArray(parsed) ? literal(parsed, elementsAreJson) : null;
}

function parse(text: string): unknown {
  try {
    // Numbers as they stand: a whole number beyond 2^53 and a long decimal keep all their digits.
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && context?.source !== undefined ? new Digits(context.source) : value,
    );
  } catch {
    return undefined;
  }
}

class Digits {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function literal(list: readonly unknown[], elementsAreJson: boolean): string | null {
  const parts: string[] = [];
  for (const one of list) {
    if (one === null) parts.push('NULL');
    else if (Array.isArray(one) && !elementsAreJson) {
      const inner = literal(one, elementsAreJson);
      if (inner === null) return null;
      parts.push(inner);
    } else if (elementsAreJson) parts.push(quote(jsonText(one)));
    else if (one instanceof Digits) parts.push(one.text);
    else if (typeof one === 'object') return null;
    else parts.push(quote(String(one)));
  }
  return `{${parts.join(',')}}`;
}

function jsonText(value: unknown): string {
  if (value instanceof Digits) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}:${jsonText(one)}`)
    .join(',')}}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
