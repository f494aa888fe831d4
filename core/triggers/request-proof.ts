import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestSettings } from '../base/trigger-settings.ts';
import { Refusal } from './request-body.ts';

const WRONG = 'The request does not prove itself.';

/** Whether a token or a signature is right; each takes the same time whether it is or not. Throws a Refusal (401) that does not say what was wrong. */
export function checkToken(settings: RequestSettings, request: IncomingMessage, query: URLSearchParams, secret: string | null): void {
  if (settings.proof !== 'token') return;
  const given = settings.proofIn === 'query' ? (query.get(settings.proofName) ?? '') : headerOf(request, settings.proofName);
  const bare = settings.proofName.toLowerCase() === 'authorization' ? given.replace(/^Bearer /i, '') : given;
  if (secret === null || !same(bare, secret)) throw new Refusal(401, WRONG);
}

/** The signature is that of the body as it came, to the byte. */
export function checkSignature(settings: RequestSettings, request: IncomingMessage, body: Buffer, secret: string | null): void {
  if (settings.proof !== 'hmac') return;
  const given = headerOf(request, settings.proofName).trim();
  const { proofPrefix } = settings;
  const bare = given.toLowerCase().startsWith(proofPrefix.toLowerCase()) ? given.slice(proofPrefix.length) : '';
  const wanted = createHmac(settings.algorithm, secret ?? '')
    .update(body)
    .digest(settings.encoding);
  if (secret === null || !same(settings.encoding === 'hex' ? bare.toLowerCase() : bare, wanted)) throw new Refusal(401, WRONG);
}

/** The value of a header; empty where there is none. */
export function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name.trim().toLowerCase()];
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
}

function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted)) && given !== '';
}
