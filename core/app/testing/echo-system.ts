import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** An echo server on a free port of this machine that is gone after the test. It takes the password `password`, and tells what it was given. */
export async function startEcho(password: string): Promise<{ port: number; sockets: Set<Socket>; asked: string[]; hang(on: boolean): void }> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let hangs = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let given = '';
    createInterface({ input: socket }).on('line', (line) => {
      if (hangs) return;
      const leak = () =>
        `${given} or ${encodeURIComponent(given)} or Basic ${Buffer.from(`me:${given}`).toString('base64')} ${Buffer.from(given).toString('base64url')}`;
      if (line.startsWith('AUTH')) {
        const [, told] = JSON.parse(line.slice(5)) as [string, string, string];
        given = told;
        socket.write(told === password ? `OK hello ${leak()}\n` : `ERR wrong password ${leak()}\n`);
        return;
      }
      asked.push(line);
      socket.write(line.startsWith('FAIL') ? `ERR told to fail, ${leak()}\n` : `${line} back\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, sockets, asked, hang: (on) => (hangs = on) };
}
