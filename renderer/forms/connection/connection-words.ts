import type { EnvironmentState } from '../../../core/api/connection-models.ts';
import type { Environment } from '../../../core/base/environment.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import type { Glyph } from '../../ui/StateGlyph.tsx';
import { formatAgo } from '../../ui/words.ts';

/** How a connection stands in one environment, as a shape and in words. */
export interface ConnectionFace {
  glyph: Glyph;
  words: string;
}

export function faceOf({ set, trouble, lastTest }: Pick<EnvironmentState, 'set' | 'trouble' | 'lastTest'>, now: number): ConnectionFace {
  if (!set) return { glyph: 'not-set-up', words: t('Not set up') };
  if (trouble) return { glyph: trouble.code === 'vault-locked' ? 'failed' : 'not-set-up', words: troubleWords(trouble.code, trouble.message) };
  if (!lastTest) return { glyph: 'ready', words: t('Not tested yet') };
  if (lastTest.outdated) return { glyph: 'stale', words: t('Changed since it was tested') };
  const when = formatAgo(lastTest.at, now);
  return lastTest.ok ? { glyph: 'done', words: t('Works, tested {{when}}', { when }) } : { glyph: 'failed', words: t('Failed, tested {{when}}', { when }) };
}

const TROUBLES: Readonly<Record<string, string>> = {
  'connection-unset': text('Something is not filled in'),
  'secrets-missing': text('A password or key is missing'),
  'hosts-changed': text('Has to be signed in again: it leads to another host'),
  'vault-locked': text('Its secrets are locked'),
  'connection-kind-unknown': text('Of a kind that this version does not know'),
};

function troubleWords(code: string, message: string): string {
  return told(TROUBLES[code] ?? message);
}

/** A sentence about a connection that begins with its name in quotes, without it, for where it is already named. */
export function withoutName(sentence: string, name: string): string {
  const [english, german] = [`"${name}": `, `„${name}“: `];
  if (sentence.startsWith(german)) return sentence.slice(german.length);
  if (!sentence.startsWith(english)) return sentence;
  const rest = sentence.slice(english.length);
  // The name of a host stays as it is.
  return /^\p{Ll}+ /u.test(rest) && !rest.startsWith('localhost ') ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest;
}

const PARTS: Readonly<Record<string, string>> = {
  address: text('Address'),
  reach: text('Reached'),
  encryption: text('Encrypted'),
  identity: text('Identity'),
  'sign-in': text('Signed in'),
  database: text('Database'),
  folder: text('Folder'),
  rights: text('Rights'),
  sender: text('Sender'),
};

/** What a part of a test looked at, in a word or two. */
export function partWords(part: string): string {
  return told(PARTS[part] ?? part);
}

const ENVIRONMENT_WORDS: Readonly<Record<Environment, string>> = { production: text('Production'), test: text('Test') };

export function environmentWords(environment: Environment): string {
  return told(ENVIRONMENT_WORDS[environment]);
}
