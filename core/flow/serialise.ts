import { UserError } from '../base/errors.ts';
import { stableStringify } from '../base/json.ts';
import { type Flow, flowSchema } from './flow.ts';
import { migrateDocument } from './migrations.ts';

const TOP = ['format', 'version', 'id', 'name', 'description', 'contract', 'parameters', 'settings', 'groups', 'notes', 'bookmarks', 'nodes', 'edges'];
const NODE = ['id', 'kind', 'version', 'name', 'position', 'config', 'rejects', 'retry', 'timeoutMs', 'unknownEffects', 'note'];

/**
 * The text of a flow document, the same to the byte for equal flows: keys in a fixed order (unknown ones behind, sorted), nodes and edges sorted by id,
 * one node per block, one edge per line. Ends with a newline.
 */
export function serialiseFlow(flow: Flow): string {
  const lines = ordered(flow, TOP).map(([key, value]) => {
    if (key === 'nodes') return `"nodes": ${list(byId(flow.nodes).map((node) => indent(block(node))))}`;
    if (key === 'edges') return `"edges": ${list(byId(flow.edges).map((edge) => oneLine(edge)))}`;
    return `${JSON.stringify(key)}: ${indent(stableStringify(value))}`;
  });
  return `{\n  ${lines.join(',\n  ')}\n}\n`;
}

/**
 * Reads the text of a flow document and brings older versions up. Unknown kinds, unknown keys and newer versions are kept as they are.
 * Throws UserError `not-a-flow` with the place when the text is no flow.
 */
export function parseFlow(text: string, file?: string): Flow {
  const place = file === undefined ? {} : { place: { file } };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError('not-a-flow', `${file ?? 'This'} is not a flow: its text is not valid JSON.`, {
      ...place,
      details: String(cause),
      hint: 'Choose a file that was exported from Swivel (name ends in .swivel.json).',
    });
  }
  if (json === null || typeof json !== 'object' || (json as { format?: unknown }).format !== 'swivel/flow')
    throw new UserError('not-a-flow', `${file ?? 'This'} is not a Swivel flow.`, {
      ...place,
      hint: 'Choose a file that was exported from Swivel (name ends in .swivel.json).',
    });
  const parsed = flowSchema.safeParse(migrateDocument(json as Record<string, unknown>));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError('not-a-flow', `${file ?? 'This flow'} is damaged: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'not valid'}.`, {
    ...place,
    hint: 'Take an older version of it, or ask whoever sent it.',
  });
}

/** Whether two flows are the same document. */
export function sameFlow(a: Flow, b: Flow): boolean {
  return a === b || serialiseFlow(a) === serialiseFlow(b);
}

function ordered(value: object, first: readonly string[]): [string, unknown][] {
  const keys = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  keys.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return keys.map((key) => [key, (value as Record<string, unknown>)[key]]);
}

function block(node: object): string {
  return `{\n  ${ordered(node, NODE)
    .map(([key, value]) => `${JSON.stringify(key)}: ${indent(stableStringify(value))}`)
    .join(',\n  ')}\n}`;
}

function oneLine(edge: object): string {
  return `{ ${ordered(edge, ['id', 'from', 'to'])
    .map(([key, value]) => `${JSON.stringify(key)}: ${stableStringify(value, 0)}`)
    .join(', ')} }`;
}

function list(items: string[]): string {
  return items.length === 0 ? '[]' : `[\n    ${items.map((item) => item.replaceAll('\n', '\n  ')).join(',\n    ')}\n  ]`;
}

function byId<T extends { id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
