import { safeStorage } from 'electron';
import { t, text } from '../renderer/i18n/i18n.ts';

type Backend = ReturnType<typeof safeStorage.getSelectedStorageBackend>;

/** What keeps the key to the secrets of connections: the keychain of the operating system. To be asked once the app is ready. */
export interface SystemKeychain {
  readonly title: string;
  trouble(): Promise<string | null>;
  wrap(text: string): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array): Promise<string>;
}

/** On Linux without a keyring "encryption" would be with a password that everybody knows: that is refused, and the key goes to a file. */
const OPEN_BACKENDS: ReadonlySet<Backend> = new Set(['basic_text', 'unknown']);

const TITLES: Partial<Record<NodeJS.Platform, string>> = { darwin: text('the keychain of macOS'), win32: text('the protected storage of Windows') };

/** The keychain as Electron's asynchronous safeStorage reaches it. */
export function systemKeychain(platform: NodeJS.Platform = process.platform): SystemKeychain {
  return {
    title: TITLES[platform] ?? text('the keyring of this desktop'),
    async trouble() {
      if (platform === 'linux' && OPEN_BACKENDS.has(safeStorage.getSelectedStorageBackend())) return t('This desktop has no keyring that keeps a key safely.');
      return (await safeStorage.isAsyncEncryptionAvailable()) ? null : t('The keychain of this system cannot be used now.');
    },
    wrap: (text) => safeStorage.encryptStringAsync(text),
    async unwrap(wrapped) {
      return (await safeStorage.decryptStringAsync(Buffer.from(wrapped))).result;
    },
  };
}
