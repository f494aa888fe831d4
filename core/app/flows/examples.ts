import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExampleRow } from '../../api/flow-models.ts';
import { UserError } from '../../base/errors.ts';
import type { Flow } from '../../flow/flow.ts';
import { parseFlow } from '../../flow/serialise.ts';

/** The example a new workspace opens with. */
export const FIRST_EXAMPLE = 'nightly-employees';

/** The examples in a folder, by name; one without a document is left out. */
export function listExamples(folder: string | undefined): ExampleRow[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((example) => {
      if (!existsSync(documentOf(folder, example))) return [];
      const { name, description, nodes, edges } = readExample(folder, example);
      const steps = nodes.map(({ kind, name: step, position }) => ({ kind, name: step, ...position }));
      const numberOf = (id: string) => nodes.findIndex((node) => node.id === id);
      return [{ example, name, description, steps, links: edges.map(({ from, to }) => ({ from: numberOf(from.node), to: numberOf(to.node) })) }];
    });
}

/** The document of an example as it is shipped. Throws the UserError `example-not-found`. */
export function readExample(folder: string | undefined, example: string): Flow {
  const file = folder === undefined || !/^[a-z0-9-]+$/.test(example) ? null : documentOf(folder, example);
  if (file === null || !existsSync(file)) throw new UserError('example-not-found', `There is no example called ${example}.`);
  return parseFlow(readFileSync(file, 'utf8'), file);
}

/** Where examples write when they are run as they are; not part of their data. */
const WRITTEN = 'out';

/** Copies the data that lies beside an example into the folder of the flow made from it; files already there stay. What the example wrote is left out. */
export function copyExampleData(folder: string, example: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const left = [documentOf(folder, example), join(folder, example, WRITTEN)];
  cpSync(join(folder, example), to, { recursive: true, force: false, filter: (path) => !left.includes(path) });
}

function documentOf(folder: string, example: string): string {
  return join(folder, example, `${example}.swivel.json`);
}
