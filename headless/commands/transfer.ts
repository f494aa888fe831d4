import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readFlowFile } from '../../core/app/flows/flow-file.ts';
import { EXIT } from '../exit-codes.ts';
import { findFlow } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import type { Terminal } from '../terminal.ts';
import { writeOutput } from '../write-output.ts';

/** `swivel import`: takes a flow document into the workspace. */
export async function importCommand(path: string, options: { workspace?: string }, to: Terminal): Promise<number> {
  const file = readFlowFile(path);
  return withClient({ workspace: options.workspace }, async (client) => {
    const document = { text: readFileSync(file.path, 'utf8'), fileName: basename(file.path) };
    const brought = await client.flows.inspectImport(document);
    const { flowId } = await client.flows.import(document);
    to.out(`${flowId}\n`);
    for (const { name, kind, hosts, match } of brought.connections)
      to.err(
        match
          ? `It uses the connection "${match.name}" of this workspace.\n`
          : `It needs a connection that is not here: ${name || 'without a name'}${kind === '' ? '' : ` (${kind}${hosts.length > 0 ? `, ${hosts.join(', ')}` : ''})`}. Make it, or choose another one in its steps.\n`,
      );
    return EXIT.succeeded;
  });
}

/** `swivel export`: writes a flow's document to a file (whole or not at all), or to the standard output. */
export async function exportCommand(word: string, options: { workspace?: string; output?: string }, to: Terminal): Promise<number> {
  return withClient({ workspace: options.workspace, readOnly: true }, async (client) => {
    const { text } = await client.flows.export({ flowId: await findFlow(client, word) });
    if (options.output === undefined) to.out(text);
    else {
      const path = resolve(options.output);
      writeOutput(path, text);
      to.err(`Written to ${path}\n`);
    }
    return EXIT.succeeded;
  });
}
