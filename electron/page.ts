import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../core/app/content-security.ts';

export const PAGE_URL = 'app://swivel/index.html';

/** Whether an address is a page of ours: the only ones a window may show and be listened to from. */
export function isOwnPage(url: string | undefined): boolean {
  return url?.startsWith('app://swivel/') ?? false;
}

/** The place in our page that an address or a hash names, such as `#/flow/x`; empty when it names none. */
export function routeIn(address: string): string {
  return /#\/[\w./%-]{0,300}$/.exec(address)?.[0] ?? '';
}

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** Serves the built renderer under app://swivel/, confined to its folder (links out of it included), with the security headers. */
export function servePages(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const root = await realpath(folder);
    const path = resolve(root, `.${decodeURIComponent(url.pathname)}`);
    const real = path.startsWith(root + sep) ? await realpath(path).catch(() => null) : null;
    if (url.host !== 'swivel' || request.method !== 'GET' || !real?.startsWith(root + sep)) return new Response('There is no such page.', { status: 404 });
    const file = await net.fetch(pathToFileURL(real).toString());
    const headers = new Headers(file.headers);
    headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
    headers.set('x-content-type-options', 'nosniff');
    return new Response(file.body, { status: file.status, headers });
  });
}
