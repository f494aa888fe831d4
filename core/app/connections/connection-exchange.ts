import * as z from 'zod';
import { ENVIRONMENTS } from '../../base/environment.ts';
import { UserError } from '../../base/errors.ts';
import { createTimeId } from '../../base/ids.ts';
import { mustWrite } from '../parts.ts';
import { understood } from './connection-book.ts';
import type { ConnectionDesk } from './connection-desk.ts';
import { configOf } from './connection-state.ts';

const settingsSchema = z.record(z.string(), z.unknown()).nullable().default(null);
const documentSchema = z.object({
  format: z.literal('swivel/connections'),
  version: z.literal(1),
  connections: z.array(
    z.object({
      id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
      kind: z.string(),
      name: z.string().trim().min(1).max(100),
      settings: z.object({ production: settingsSchema, test: settingsSchema }),
    }),
  ),
});

/** The settings of all connections as text, for another workspace. No secret is in it. */
export function exportConnections(desk: ConnectionDesk): string {
  const { store, kinds } = desk.parts;
  const connections = store.connections.list().map(({ connectionId, kind, name }) => {
    const spec = kinds.catalog.get(kind);
    const settings = (environment: (typeof ENVIRONMENTS)[number]) => {
      const values = store.connections.values(connectionId, environment);
      return values ? ((spec && configOf(spec, values)) ?? values.config) : null;
    };
    return { id: connectionId, kind, name, settings: { production: settings('production'), test: settings('test') } };
  });
  return `${JSON.stringify({ format: 'swivel/connections', version: 1, connections }, null, 2)}\n`;
}

/**
 * Takes settings from such a text: into the connection of the same id, else of the same kind and name, else into a new one. Secrets stay as they are, and are not
 * used for other hosts. All of it or nothing. Throws the UserErrors `not-connections`, `connection-wrong` and `connection-name-taken`.
 */
export function importConnections(desk: ConnectionDesk, text: string): { made: string[]; changed: string[] } {
  mustWrite(desk.parts);
  const { connections } = parsed(text);
  const { store, clock, random } = desk.parts;
  const [made, changed]: [string[], string[]] = [[], []];
  store.write(() => {
    for (const { id, kind, name, settings } of connections) {
      const named = store.connections.named(name);
      const known = [store.connections.find(id), named].find((record) => record?.kind === kind);
      const connectionId = known?.connectionId ?? (store.connections.find(id) ? createTimeId(clock.now(), random) : id);
      if (!known) store.connections.add({ connectionId, kind, name }, clock.now());
      for (const environment of ENVIRONMENTS) {
        const config = settings[environment];
        if (!config) continue;
        const { version, config: values } = understood(desk.parts, kind, config);
        const revision = store.connections.find(connectionId)?.revision ?? 1;
        store.connections.change(connectionId, revision, { environment, values: { version, config: values }, secrets: {} }, clock.now());
      }
      (known ? changed : made).push(known?.name ?? name);
    }
  });
  desk.changed(null);
  return { made, changed };
}

function parsed(text: string): z.infer<typeof documentSchema> {
  try {
    return documentSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError('not-connections', 'This is not a file of Swivel connections.', {
      hint: 'Choose one that "swivel connections export" has written.',
      details: String(cause),
      cause,
    });
  }
}
