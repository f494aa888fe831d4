import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What arrived at a test server. */
export interface Arrived {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** Answers a request of a test. */
export type Answering = (request: Arrived, response: ServerResponse, socket: Socket) => void | Promise<void>;

/** A real server on a free port of this machine, with everything that arrived, and its sockets. */
export interface TestServer {
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly arrived: Arrived[];
  readonly sockets: Set<Socket>;
  /** How requests are answered from now on. */
  answer: Answering;
  close(): Promise<void>;
}

/** Certificate and key as PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Starts a server: plain, with TLS where it has an identity, and with HTTP/2 where asked for. */
export async function startServer(answer: Answering, options: { identity?: Identity; h2?: boolean; host?: string } = {}): Promise<TestServer> {
  const arrived: Arrived[] = [];
  const sockets = new Set<Socket>();
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      arrived.push(one);
      void started.answer(one, response, request.socket);
    });
  };
  const { identity, h2 } = options;
  const server = (
    identity ? (h2 ? createSecureServer({ ...identity, allowHTTP1: false }, handle as never) : createTlsServer(identity, handle)) : createServer(handle)
  ) as Server;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const started: TestServer = {
    address: `${identity ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : identity ? 'localhost' : host}:${port}`,
    host,
    port,
    arrived,
    sockets,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return started;
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}
