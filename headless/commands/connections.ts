import { readFileSync } from 'node:fs';
import type { ConnectionRow } from '../../core/api/connection-models.ts';
import { exportConnections, importConnections } from '../../core/app/connections/connection-exchange.ts';
import type { Client } from '../../core/app/in-memory-pair.ts';
import type { Environment } from '../../core/base/environment.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { withApp, withClient } from '../open-app.ts';
import { describeError, paint, type Terminal, table } from '../terminal.ts';
import { writeOutput } from '../write-output.ts';

export interface ConnectionOptions {
  workspace?: string;
  json?: boolean;
  environment?: Environment;
  output?: string;
  keepInFile?: boolean;
}

/** `swivel connections list`: what there is, where it leads, and what it lacks. Never a secret. */
export async function listCommand({ workspace, json }: ConnectionOptions, to: Terminal): Promise<number> {
  return withClient({ workspace, readOnly: true }, async (client) => {
    const rows = await client.connections.list();
    if (json) for (const row of rows) to.out(`${JSON.stringify(row)}\n`);
    else if (rows.length === 0) to.out('There are no connections in this workspace.\n');
    else
      to.out(
        table([
          ['name', 'kind', 'production', 'test', 'used by'],
          ...rows.map((row) => [
            row.name,
            row.kind,
            stateOf(row, 'production'),
            stateOf(row, 'test'),
            [...new Set(row.usedBy.map(({ flowName }) => flowName))].join(', '),
          ]),
        ]),
      );
    return EXIT.succeeded;
  });
}

/** `swivel connections test`: looks at everything that could be wrong, part by part. */
export async function testCommand(name: string, { workspace, json, environment }: ConnectionOptions, to: Terminal): Promise<number> {
  return withClient({ workspace }, async (client) => {
    const { connectionId } = await meant(client, name);
    const { current } = await client.connections.environment();
    let good = false;
    for await (const event of await client.connections.test({ connectionId, environment: environment ?? current })) {
      if (json) to.out(`${JSON.stringify(event)}\n`);
      else if (event.kind === 'part') {
        const { part, ok, message, hint } = event.part;
        to.out(`${paint(ok ? 'green' : 'red', ok ? 'ok    ' : 'failed', to)}  ${part}: ${message}\n${hint && !ok ? `        ${hint}\n` : ''}`);
      } else if (event.error) to.err(describeError(event.error, to));
      if (event.kind === 'finished') good = event.ok;
    }
    return good ? EXIT.succeeded : EXIT.failed;
  });
}

/** `swivel connections set-secret`: seals what comes on the standard input; it stands in no command line and no history of a shell. */
export async function setSecretCommand(name: string, secret: string, { workspace, environment }: ConnectionOptions, to: Terminal): Promise<number> {
  const value = readFileSync(0, 'utf8').replace(/\r?\n$/, '');
  if (value === '')
    throw new UserError('nothing-given', 'Nothing came on the standard input.', { hint: 'For example: swivel connections set-secret NAME password < file' });
  return withClient({ workspace }, async (client) => {
    const { connectionId } = await meant(client, name);
    const known = await client.connections.get({ connectionId });
    const chosen = environment ?? (await client.connections.environment()).current;
    const config = known.configs[chosen];
    const asked = known.environments[chosen].secrets.map((one) => one.name);
    if (!config)
      throw new UserError('connection-unset', `"${known.name}" has no settings for ${chosen} yet.`, {
        hint: 'Set it under Connections, or import its settings.',
      });
    if (!asked.includes(secret))
      throw new UserError('no-such-secret', `"${known.name}" asks for no secret called ${secret}.`, { hint: `It asks for: ${asked.join(', ') || 'none'}.` });
    await client.connections.save({
      connectionId,
      revision: known.revision,
      kind: known.kind,
      name: known.name,
      environment: chosen,
      config,
      secrets: { [secret]: value },
    });
    const { sentence } = await client.connections.vault();
    to.out(`The secret "${secret}" of "${known.name}" is kept for ${chosen}.\n`);
    to.err(`${sentence}\n`);
    return EXIT.succeeded;
  });
}

/** `swivel connections export`: the settings of all connections, without secrets, to a file (whole or not at all) or to the standard output. */
export async function exportCommand({ workspace, output }: ConnectionOptions, to: Terminal): Promise<number> {
  return withApp({ workspace, readOnly: true }, async (app) => {
    const text = exportConnections(app.context.connections);
    if (output === undefined) to.out(text);
    else writeOutput(output, text);
    return EXIT.succeeded;
  });
}

/** `swivel connections import`: takes such settings in; secrets stay as they are. */
export async function importCommand(file: string, { workspace }: ConnectionOptions, to: Terminal): Promise<number> {
  const text = readText(file);
  return withApp({ workspace }, async (app) => {
    const { made, changed } = importConnections(app.context.connections, text);
    if (made.length > 0) to.out(`Made: ${made.join(', ')}. Their secrets have to be given.\n`);
    if (changed.length > 0) to.out(`Changed: ${changed.join(', ')}.\n`);
    return EXIT.succeeded;
  });
}

/** `swivel vault`: where the key to the secrets is, and whether it can be used; puts it into the key file as well where that is asked for. */
export async function vaultCommand({ workspace, json, keepInFile = false }: ConnectionOptions, to: Terminal): Promise<number> {
  return withClient({ workspace, readOnly: !keepInFile }, async (client) => {
    const state = keepInFile ? await client.connections.keepInFile() : await client.connections.vault();
    if (json) to.out(`${JSON.stringify(state)}\n`);
    else to.out(`${state.state === 'open' ? 'Open' : state.state === 'empty' ? 'Empty' : 'Locked'}. ${state.sentence}\n`);
    if (state.trouble && !json) to.err(describeError(state.trouble, to));
    return state.state === 'locked' ? EXIT.failed : EXIT.succeeded;
  });
}

async function meant(client: Client, word: string): Promise<ConnectionRow> {
  const rows = await client.connections.list();
  const found = rows.find(({ connectionId }) => connectionId === word) ?? rows.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (found) return found;
  throw new UserError('connection-not-found', `There is no connection "${word}" in this workspace.`, {
    hint: rows.length > 0 ? `There are: ${rows.map(({ name }) => name).join(', ')}.` : 'There are none yet.',
  });
}

function stateOf(row: ConnectionRow, environment: Environment): string {
  const { set, summary, trouble } = row.environments[environment];
  if (!set) return 'not set';
  return trouble ? `${summary} (${trouble.code})` : summary;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError('file-not-found', `${file} cannot be read.`, { cause });
  }
}
