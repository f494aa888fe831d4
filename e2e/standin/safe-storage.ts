import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';

/** The keyring of the stand-in: a file in the user's data, as good as it has to be for a test. `SWIVEL_TEST_KEYRING` names another backend, or `locked`. */
function keyring(): Buffer {
  if (process.env['SWIVEL_TEST_KEYRING'] === 'locked') throw new Error('The keyring is locked.');
  const folder = app.getPath('userData');
  const file = join(folder, 'keyring.bin');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

/** Electron's asynchronous safeStorage. */
export const safeStorage = {
  getSelectedStorageBackend: () => (process.env['SWIVEL_TEST_KEYRING'] === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
  isAsyncEncryptionAvailable: async () => process.env['SWIVEL_TEST_KEYRING'] !== 'locked',
  async encryptStringAsync(text: string): Promise<Buffer> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyring(), nonce);
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', keyring(), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return { result: `${decipher.update(sealed.subarray(12, -16)).toString('utf8')}${decipher.final('utf8')}`, shouldReEncrypt: false };
  },
};
