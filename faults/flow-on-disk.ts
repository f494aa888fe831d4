import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A node written shortly: `[kind, config]`. */
export type Node = readonly [kind: string, config: Record<string, unknown>];

/** A flow of nodes by id; lines as `from>to`. */
export interface Drawing {
  nodes: Record<string, Node>;
  lines: readonly string[];
  settings?: Record<string, unknown>;
}

/** The document of a drawing. */
export function documentOf(name: string, { nodes, lines, settings = {} }: Drawing): string {
  const end = (node: string, port: string) => ({ node, port });
  return JSON.stringify(
    {
      format: 'swivel/flow',
      version: 1,
      id: name,
      name,
      settings: { concurrency: 'queue', capture: 'input', zone: 'UTC', ...settings },
      nodes: Object.entries(nodes).map(([id, [kind, config]], x) => ({ id, kind, version: 1, name: id, position: { x: x * 240, y: 0 }, config })),
      edges: lines.map((line) => {
        const [from = '', to = ''] = line.split('>');
        const port = nodes[from]?.[0].endsWith('-trigger') ? 'start' : 'out';
        return { id: line, from: end(from, port), to: end(to, 'in') };
      }),
    },
    null,
    2,
  );
}

/** Writes the document of a drawing beside its files and gives its path. */
export function writeFlow(folder: string, name: string, drawing: Drawing): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.swivel.json`);
  writeFileSync(path, documentOf(name, drawing));
  return path;
}
