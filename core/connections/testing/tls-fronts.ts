import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What a server shows of itself. */
interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A server of a test that listens on 127.0.0.1 until it is closed. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

async function front(take: (socket: Socket) => void): Promise<Front> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    take(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers PostgreSQL's wish for encryption with this identity, and passes on what comes through to the real server on this port. */
export function postgresTlsFront(identity: Identity, behind: number): Promise<Front> {
  return front((socket) => {
    socket.once('data', () => {
      socket.write('S');
      const line = new TLSSocket(socket, { isServer: true, ...identity });
      const server = connect(behind, '127.0.0.1');
      for (const one of [line, server]) one.on('error', () => socket.destroy());
      line.pipe(server).pipe(line);
    });
  });
}

/** Greets as MySQL does, becomes encrypted with this identity, and refuses whoever gets that far. */
export function mysqlTlsFront(identity: Identity): Promise<Front> {
  return front((socket) => {
    const capabilities = 0x0008_8a09;
    const greeting = Buffer.concat([
      Buffer.from([10]),
      Buffer.from('8.0.0\0'),
      Buffer.from([1, 0, 0, 0]),
      Buffer.from('12345678\0'),
      Buffer.from([capabilities & 0xff, (capabilities >> 8) & 0xff, 45, 2, 0, (capabilities >> 16) & 0xff, 0, 21]),
      Buffer.alloc(10),
      Buffer.from('123456789012\0mysql_native_password\0'),
    ]);
    socket.write(packet(greeting, 0));
    socket.once('data', (piece: Buffer) => {
      // The wish to encrypt has 36 bytes; the hello of TLS may have come with it.
      socket.pause();
      if (piece.length > 36) socket.unshift(piece.subarray(36));
      const line = new TLSSocket(socket, { isServer: true, ...identity });
      line.on('error', () => socket.destroy());
      line.once('data', () => line.write(packet(Buffer.concat([Buffer.from([0xff, 0x15, 0x04]), Buffer.from('#28000Access denied')]), 3)));
    });
  });
}

function packet(body: Buffer, sequence: number): Buffer {
  return Buffer.concat([Buffer.from([body.length & 0xff, body.length >> 8, 0, sequence]), body]);
}
