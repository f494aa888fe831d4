import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { CONTENT_SECURITY_POLICY } from '../core/app/content-security.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** One message may carry a dropped file (see the upload limit of the design group). */
const LARGEST_MESSAGE = 96 << 20;

export interface HostOptions {
  /** Folder of the built renderer. */
  folder: string;
  /** 0 lets the system choose. */
  port?: number;
  /** Serves the API on a socket whose origin, host and token have been checked. */
  upgrade(socket: WebSocket): void;
}

export interface Host {
  origin: string;
  /** Address with the token: opens the app once, in one browser. */
  url: string;
  close(): Promise<void>;
}

function equal(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Serves the renderer and the API on 127.0.0.1 only. A request needs the exact Host (against DNS rebinding) and a cookie that only the address with the
 * random token gives; a socket also the exact Origin.
 */
export async function startHost({ folder, port = 0, upgrade }: HostOptions): Promise<Host> {
  const root = await realpath(resolve(folder));
  const token = randomBytes(24).toString('base64url');
  let [origin, cookie] = ['', ''];
  const hasCookie = (request: IncomingMessage) =>
    (request.headers.cookie ?? '').split(/;\s*/).some((pair) => pair.startsWith(`${cookie}=`) && equal(pair.slice(cookie.length + 1), token));

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Something went wrong here.');
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== new URL(origin).host) return refuse(response, 421, 'This address is not served here.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is served here.');
    const url = new URL(request.url ?? '/', origin);
    const given = url.searchParams.get('token');
    if (given !== null && equal(given, token)) {
      response
        .writeHead(303, { location: url.pathname, 'set-cookie': `${cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`, 'cache-control': 'no-store' })
        .end();
      return;
    }
    if (!hasCookie(request)) return refuse(response, 401, 'Open Swivel with the address that it printed when it started: it holds a key for this browser.');
    await sendFile(url.pathname, request.method === 'HEAD', response);
  }

  async function sendFile(pathname: string, headOnly: boolean, response: ServerResponse): Promise<void> {
    let name = 'index.html';
    try {
      if (pathname !== '/') name = decodeURIComponent(pathname);
    } catch {
      return refuse(response, 400, 'This address is not written correctly.');
    }
    const path = resolve(join(root, name));
    const real = path.startsWith(root + sep) ? await realpath(path).catch(() => null) : null;
    const facts = real?.startsWith(root + sep) ? await stat(real).catch(() => null) : null;
    if (!real || !facts?.isFile()) return refuse(response, 404, 'There is no such page.');
    response.writeHead(200, {
      'content-type': CONTENT_TYPES[extname(real)] ?? 'application/octet-stream',
      'content-length': facts.size,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
    });
    if (headOnly) response.end();
    else
      createReadStream(real)
        .on('error', () => response.destroy())
        .pipe(response);
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    const welcome = request.headers.origin === origin && request.headers.host === new URL(origin).host && request.url === '/rpc' && hasCookie(request);
    // A line that breaks, or a message that is too large, ends this socket; unheard it would end the program.
    if (!welcome) socket.on('error', () => socket.destroy()).end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    else
      sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.on('error', () => undefined);
        upgrade(opened);
      });
  });

  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  const at = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${at}`;
  // Cookies know no port: two hosts on one machine need two names.
  cookie = `swivel-${at}`;
  return {
    origin,
    url: `${origin}/?token=${token}`,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(`${sentence}\n`);
}
