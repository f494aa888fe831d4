import * as z from 'zod';
import type { SettingsTable } from '../../store/settings.ts';
import type { VaultRecord } from '../../vault/vault.ts';

const KEY = 'vault';
const recordSchema = z.object({
  recipient: z.string(),
  keptBy: z.enum(['keychain', 'environment', 'file']),
  wrapped: z.string().optional(),
  alsoIn: z.string().optional(),
});

/** What the workspace remembers of the key to its secrets; null when none was made yet. */
export function readVaultRecord(settings: SettingsTable): VaultRecord | null {
  const { data } = recordSchema.safeParse(settings.get(KEY));
  if (!data) return null;
  const { recipient, keptBy, wrapped, alsoIn } = data;
  return { recipient, keptBy, ...(wrapped === undefined ? {} : { wrapped }), ...(alsoIn === undefined ? {} : { alsoIn }) };
}

/** Keeps it in the settings of the workspace. */
export function vaultMemory(settings: SettingsTable): { read(): VaultRecord | null; write(record: VaultRecord | null): void } {
  return { read: () => readVaultRecord(settings), write: (record) => settings.set(KEY, record) };
}
