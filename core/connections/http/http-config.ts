import * as z from 'zod';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

/** Settings of an HTTP connection; nothing secret. */
export const httpConfigSchema = settingsSchema(() => ({
  /** Where every path starts: `https://hr-api.example/v1`. */
  address: z.string().default(''),
  /** `secret-address`: the part behind the host is what signs in, as with webhooks. */
  signIn: z.enum(['none', 'basic', 'bearer', 'api-key', 'oauth2', 'secret-address']).default('none'),
  user: z.string().default(''),
  keyIn: z.enum(['header', 'query']).default('header'),
  keyName: z.string().default('X-API-Key'),
  /** Where the address that gives tokens is known from. */
  tokenFrom: z.enum(['address', 'discovery']).default('address'),
  tokenAddress: z.string().default(''),
  issuer: z.string().default(''),
  clientId: z.string().default(''),
  scope: z.string().default(''),
  audience: z.string().default(''),
  /** Where the client's id and secret are put when a token is asked for. */
  clientIn: z.enum(['header', 'body']).default('header'),
  headers: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
  /** A path that is read when the connection is tested. */
  testPath: z.string().default(''),
  /** Addresses of this machine and of private networks may be reached. */
  internal: z.boolean().default(false),
  /** Certificates of authorities that are trusted beside the usual ones, as PEM. */
  authority: z.string().default(''),
  /** `http://host:port` that all requests go through. */
  proxy: z.string().default(''),
  connectMs: z.number().int().min(100).max(600_000).default(10_000),
  firstByteMs: z.number().int().min(100).max(3_600_000).default(60_000),
  totalMs: z.number().int().min(100).max(86_400_000).default(300_000),
  /** Most requests at the same time. */
  concurrency: z.number().int().min(1).max(100).default(4),
  /** Most requests in a second or minute; 0: no limit. */
  rate: z.number().int().min(0).max(100_000).default(0),
  ratePer: z.enum(['second', 'minute']).default('second'),
}));
/** Settings of an HTTP connection. */
export type HttpConfig = SettingsOf<typeof httpConfigSchema>;

/** An address of the web in its parts, or null where the text is none. Names, ports and odd ways to write an IP address come out in one form. */
export function webAddress(text: string): { protocol: 'http:' | 'https:'; host: string; hasSignIn: boolean; path: string } | null {
  const parsed = /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#@\s]+)([^\s]*)$/i.exec(text.trim());
  if (!parsed) return null;
  const protocol = parsed[1]?.toLowerCase() === 'http' ? 'http:' : 'https:';
  const host = (parsed[3] as string).toLowerCase();
  if (!/^(\[[0-9a-f:.]+\]|[^[\]:]+)(:[0-9]{1,5})?$/.test(host)) return null;
  const hasPort = /:[0-9]+$/.test(host);
  return { protocol, host: hasPort ? host : `${host}:${protocol === 'http:' ? 80 : 443}`, hasSignIn: parsed[2] !== undefined, path: parsed[4] ?? '' };
}
