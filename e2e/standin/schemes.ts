import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Handler = (request: Request) => Response | Promise<Response>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const handlers = new Map<string, Handler>();
let port = 0;

/** Custom schemes cannot be taught to a Chromium from outside: `app://swivel/x` is served as `http://swivel.app.localhost:PORT/x`. */
export const protocol = {
  registerSchemesAsPrivileged() {},
  handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
};

export const net = {
  isOnline: () => true,
  fetch: async (input: string | Request, init?: RequestInit): Promise<Response> => {
    const address = typeof input === 'string' ? input : input.url;
    if (!address.startsWith('file:')) return fetch(input, init);
    const path = fileURLToPath(address.split(/[?#]/)[0] ?? address);
    try {
      return new Response(new Uint8Array(await readFile(path)), { headers: { 'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream' } });
    } catch {
      throw new TypeError('net::ERR_FILE_NOT_FOUND');
    }
  },
};

/** Starts serving; the same port next time, so that the page's origin (and what it stored) outlives a restart. */
export async function serveSchemes(userData: string): Promise<void> {
  const server = createServer((request, response) => void answer(request, response));
  const memo = join(userData, 'standin-port');
  const wanted = existsSync(memo) ? Number(readFileSync(memo, 'utf8')) : 0;
  await new Promise<void>((done) => {
    server.on('error', () => server.listen(0, '127.0.0.1'));
    server.listen(wanted, '127.0.0.1', done);
  });
  port = (server.address() as AddressInfo).port;
  writeFileSync(memo, String(port));
  server.unref();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const labels = (request.headers.host ?? '').split(':')[0]?.split('.') ?? [];
  labels.pop();
  const scheme = labels.pop() ?? '';
  const handler = handlers.get(scheme);
  if (!handler) return void response.writeHead(404).end();
  if (request.url === '/favicon.ico') return void response.writeHead(204).end();
  try {
    const answered = await handler(new Request(`${scheme}://${labels.join('.')}${request.url}`, { method: request.method ?? 'GET' }));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(Buffer.from(await answered.arrayBuffer()));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

/** The address Chromium is given for one of the app's. */
export function toHttp(address: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/i.exec(address);
  return parts && handlers.has(parts[1] ?? '') ? `http://${parts[2]}.${parts[1]}.localhost:${port}${parts[3] || '/'}` : address;
}

/** The app's address for one of Chromium's. */
export function fromHttp(address: string): string {
  const parts = new RegExp(`^http://(.*)\\.([a-z0-9+-]+)\\.localhost:${port}(.*)$`).exec(address);
  return parts && handlers.has(parts[2] ?? '') ? `${parts[2]}://${parts[1]}${parts[3]}` : address;
}
