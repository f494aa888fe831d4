import { join } from 'node:path';
import type { KeyKeeper } from '../../vault/key-keeper.ts';
import type { VaultOptions } from '../../vault/vault.ts';

/**
 * Where the key to the secrets may be kept: a keychain, `SWIVEL_VAULT_KEY`, or a file (`SWIVEL_VAULT_KEY_FILE`, else in the program's folder of settings). The
 * key is taken out of `environment`, so that nothing that is started from here inherits it.
 */
export function vaultKey(environment: Record<string, string | undefined>, settingsFolder: string, keeper?: KeyKeeper): Omit<VaultOptions, 'memory'> {
  const key = environment['SWIVEL_VAULT_KEY'];
  delete environment['SWIVEL_VAULT_KEY'];
  return { keeper, key, file: environment['SWIVEL_VAULT_KEY_FILE'] || join(settingsFolder, 'vault-key.txt') };
}
