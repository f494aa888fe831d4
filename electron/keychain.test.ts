import { beforeEach, expect, test, vi } from 'vitest';
import { systemKeychain } from './keychain.ts';

const keyring = vi.hoisted(() => ({ backend: 'gnome_libsecret', available: true }));
vi.mock('electron', () => ({
  safeStorage: {
    getSelectedStorageBackend: () => keyring.backend,
    isAsyncEncryptionAvailable: async () => keyring.available,
    encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
    decryptStringAsync: async (sealed: Buffer) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
  },
}));

beforeEach(() => {
  keyring.backend = 'gnome_libsecret';
  keyring.available = true;
});

test('a Linux without a keyring is refused, whatever it calls its encryption', async () => {
  for (const backend of ['basic_text', 'unknown']) {
    keyring.backend = backend;
    expect(await systemKeychain('linux').trouble()).toMatch(/no keyring/);
    expect(await systemKeychain('darwin').trouble()).toBeNull();
  }
  keyring.backend = 'kwallet6';
  expect(await systemKeychain('linux').trouble()).toBeNull();
  keyring.available = false;
  expect(await systemKeychain('linux').trouble()).toMatch(/cannot be used now/);
});

test('what it wraps it gives back', async () => {
  const keychain = systemKeychain('darwin');
  expect(await keychain.unwrap(await keychain.wrap('AGE-SECRET-KEY-1'))).toBe('AGE-SECRET-KEY-1');
  expect([keychain.title, systemKeychain('win32').title]).toEqual(['the keychain of macOS', 'the protected storage of Windows']);
});
