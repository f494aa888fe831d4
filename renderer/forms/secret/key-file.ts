import { t } from '../../i18n/i18n.ts';

/** Keys are a few kilobytes; anything larger is another file. */
const MOST_BYTES = 64 * 1024;

/** The text of a file that was chosen as a secret, or why it cannot be one. */
export async function readKeyFile(file: File): Promise<{ key: string } | { trouble: string }> {
  if (file.size > MOST_BYTES) return { trouble: t('{{name}} is too large to be a key.', { name: file.name }) };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return {
      trouble: t('{{name}} is not a text file. A private key begins with "-----BEGIN"; keys in another form have to be converted first.', { name: file.name }),
    };
  }
  if (text.trim() === '') return { trouble: t('{{name}} is empty.', { name: file.name }) };
  if (/^ssh-|^ecdsa-|BEGIN PUBLIC KEY|BEGIN SSH2 PUBLIC KEY/m.test(text))
    return { trouble: t('{{name}} is the public key. The private one is needed; it mostly has the same name without ".pub".', { name: file.name }) };
  return { key: text };
}
