import type { VaultState } from '../../api/connection-models.ts';
import { toErrorReport } from '../../base/errors.ts';
import type { ConnectionParts } from './connection-parts.ts';

/** How the key to the secrets is kept, told to a person. */
export async function vaultState({ vault, store, options }: Pick<ConnectionParts, 'vault' | 'store' | 'options'>): Promise<VaultState> {
  const { state, keptBy, recipient, trouble, alsoIn } = await vault.look();
  const keychain = options.vault?.keeper;
  const file = options.vault?.file ?? null;
  const unusable = keptBy === 'keychain' ? null : ((await keychain?.trouble()) ?? null);
  return {
    state,
    keptBy,
    sentence: [unusable, sentenceOf(state, keptBy, alsoIn ?? file, keychain?.title ?? 'the keychain of this system'), alsoInFile(keptBy, alsoIn)]
      .filter(Boolean)
      .join(' '),
    file: alsoIn ?? (keptBy === 'file' ? file : null),
    trouble: trouble && toErrorReport(trouble),
    ...store.connections.countSecrets(recipient ?? ''),
  };
}

function alsoInFile(keptBy: VaultState['keptBy'], file: string | undefined): string | null {
  if (file === undefined || keptBy === 'file') return null;
  return `It is also in the file ${file}, for programs that cannot ask there. Who can read that file and the workspace can read the secrets.`;
}

function sentenceOf(state: VaultState['state'], keptBy: VaultState['keptBy'], file: string | null, keychain: string): string {
  if (keptBy === 'keychain')
    return state === 'empty' ? `The key to the secrets will be kept by ${keychain}.` : `The key to the secrets is kept by ${keychain}.`;
  if (keptBy === 'environment') return 'The key to the secrets is the one that Swivel was started with (SWIVEL_VAULT_KEY).';
  if (file === null) return 'There is no place for the key to the secrets.';
  return state === 'empty'
    ? `With the first secret a key will be made in the file ${file}. Who can read that file and the workspace can read the secrets.`
    : `The key to the secrets is in the file ${file}. Who can read that file and the workspace can read the secrets.`;
}
