import { UserError } from '../../base/errors.ts';
import { isHeaderName, isHeaderValue } from '../../base/http-header.ts';
import type { Secrets } from '../../catalog/connection-spec.ts';
import type { HttpConfig } from './http-config.ts';
import type { TokenSource } from './token.ts';

/** What is put on a request to sign in. */
export interface Signature {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  /** The token that was used, to be given up when it is not taken. */
  readonly token?: string;
}

/** What signs requests in under these settings. `tokens` is there for OAuth 2 only. The UserError `connection-unset` when something is missing. */
export function signIn(config: HttpConfig, secrets: Secrets, name: string, tokens: TokenSource | null): () => Promise<Signature> {
  const secret = (key: string, label: string): string => {
    const value = secrets[key] ?? '';
    if (value === '') throw unset(`"${name}": ${label} is missing.`);
    // What was pasted often ends in a line break; one inside is never meant.
    const trimmed = value.trim();
    if (!isHeaderValue(trimmed)) throw unset(`"${name}": ${label} holds characters that no header can hold.`);
    return trimmed;
  };
  const fixed = (headers: Record<string, string>, query: [string, string][] = []) => {
    const signature = { headers, query };
    return () => Promise.resolve(signature);
  };
  switch (config.signIn) {
    case 'none':
    case 'secret-address':
      return fixed({});
    case 'basic': {
      const value = secrets['password'] ?? '';
      if (config.user === '' || config.user.includes(':')) throw unset(`"${name}": The user name is missing, or holds a colon.`);
      return fixed({ authorization: ['Basic', Buffer.from(`${config.user}:${value}`, 'utf8').toString('base64')].join(' ') });
    }
    case 'bearer':
      return fixed({ authorization: ['Bearer', secret('token', 'The token')].join(' ') });
    case 'api-key': {
      const key = secret('key', 'The key');
      if (config.keyIn === 'query') return fixed({}, [[config.keyName, key]]);
      if (!isHeaderName(config.keyName)) throw unset(`"${name}": A header cannot be called "${config.keyName}".`);
      return fixed({ [config.keyName.toLowerCase()]: key });
    }
    case 'oauth2': {
      if (!tokens) throw unset(`"${name}": The sign-in with tokens is not set up.`);
      return async () => {
        const token = await tokens.get();
        return { headers: { authorization: ['Bearer', token].join(' ') }, query: [], token };
      };
    }
  }
}

/** Takes everything secret out of a text: as it is, and in the forms in which it is sent. */
export function masker(secrets: Secrets, user: string): (text: string) => string {
  const forms = Object.values(secrets)
    .flatMap((value) => [
      value,
      value.trim(),
      encodeURIComponent(value),
      encodeURIComponent(value.trim()),
      Buffer.from(`${user}:${value}`, 'utf8').toString('base64'),
    ])
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, '•••'), text);
}

function unset(message: string): UserError {
  return new UserError('connection-unset', message, { hint: 'Complete the sign-in of the connection under Connections.' });
}
