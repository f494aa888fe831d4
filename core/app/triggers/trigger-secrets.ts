import { UserError } from '../../base/errors.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import { mustFindFlow, mustWrite, type Parts } from '../parts.ts';

type SecretParts = { store: Parts['store']; connections: ConnectionDesk };

const LEAST = 8;

/** What a secret of a trigger is sealed with, so that one that was moved to another trigger is not opened there. */
function placeOf(flowId: string, nodeId: string) {
  return { connectionId: ['trigger', flowId, nodeId].join(' '), environment: 'production', name: 'proof', hosts: [] };
}

const opened = new WeakMap<ConnectionDesk, Map<string, string>>();

/** The secret of a trigger, opened; null when none was set. Held in memory: many requests a second ask for it. */
export async function triggerSecret({ store, connections }: SecretParts, flowId: string, nodeId: string): Promise<string | null> {
  const kept = store.triggerSecrets.find(flowId, nodeId);
  if (!kept) return null;
  const known = opened.get(connections) ?? new Map<string, string>();
  opened.set(connections, known);
  const key = JSON.stringify([flowId, nodeId, kept.changedAt, kept.recipient]);
  const secret = known.get(key) ?? (await connections.parts.vault.open(placeOf(flowId, nodeId), kept.sealed));
  known.set(key, secret);
  return secret;
}

/** Sets the secret of a trigger. Throws the UserError `secret-too-short`. */
export async function setTriggerSecret(parts: Parts, flowId: string, nodeId: string, secret: string): Promise<void> {
  mustWrite(parts);
  mustFindFlow(parts.store, flowId);
  if (secret.trim().length < LEAST)
    throw new UserError('secret-too-short', 'A secret needs at least eight characters.', { hint: 'Let Swivel make one: it cannot be guessed.' });
  const { recipient, sealed } = await parts.connections.parts.vault.seal(placeOf(flowId, nodeId), secret.trim());
  parts.store.triggerSecrets.put(flowId, nodeId, { recipient, sealed, changedAt: parts.clock.now() });
}
