import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Which way bytes go: those that the client sends, or those that the server answers. */
export type Way = 'client' | 'server';

/** What a line suffers. All of it may be set together, and changed while lines are open. */
export interface Faults {
  /** Each piece is this much later, ms. */
  delayMs?: number;
  /** Most bytes a second, each way. */
  bytesPerSecond?: number;
  /** The line is cut once this many bytes of one way have gone through. */
  cutAfter?: { way: Way; bytes: number };
  /** This way ends after so many bytes; the other goes on. */
  halfCloseAfter?: { way: Way; bytes: number };
  /** These bytes of one way are turned around bit by bit. */
  garble?: { way: Way; from: number; to: number };
  /** New lines are reset at once. */
  refuse?: boolean;
  /** New lines are taken, and nothing ever goes through. */
  silent?: boolean;
  /** What comes this way waits here until it is let go again. */
  hold?: Way | undefined;
  /** Looks at each piece before it goes through: it may cut the line before the piece gets there, or right after, so that its answer is lost. */
  watch?: (piece: Buffer, way: Way) => 'cut-before' | 'cut-after' | undefined;
}

/** Where the lines lead: a port of this machine, or a socket in the file system. */
export type Behind = { port: number } | { path: string };

/**
 * A proxy for TCP that lies between a client and a real server of a test, and does to the line what networks do. Listens on 127.0.0.1 only.
 *
 * ```ts
 * const proxy = await FaultProxy.start({ port: 5432 });
 * proxy.faults = { cutAfter: { way: 'server', bytes: 1000 } };
 * ```
 */
export class FaultProxy {
  /** What lines suffer from now on. */
  faults: Faults = {};
  /** Lines that were opened until now. */
  opened = 0;
  readonly #server: Server;
  readonly #behind: Behind;
  readonly #lines = new Set<() => void>();

  private constructor(behind: Behind) {
    this.#behind = behind;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#line(client));
  }

  /** Begins to listen on a free port. */
  static async start(behind: Behind): Promise<FaultProxy> {
    const proxy = new FaultProxy(behind);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** Where clients connect. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Lines that are open now. */
  get open(): number {
    return this.#lines.size;
  }

  /** Cuts every line with a reset. */
  cutAll(): void {
    for (const cut of [...this.#lines]) cut();
  }

  /** Cuts every line and stops listening. */
  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #line(client: Socket): void {
    this.opened++;
    if (this.faults.refuse) {
      client.resetAndDestroy();
      return;
    }
    const server =
      'port' in this.#behind
        ? connect({ port: this.#behind.port, host: '127.0.0.1', allowHalfOpen: true })
        : connect({ path: this.#behind.path, allowHalfOpen: true });
    const cut = () => {
      this.#lines.delete(cut);
      client.resetAndDestroy();
      server.destroy();
    };
    this.#lines.add(cut);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) this.#lines.delete(cut);
      });
    }
    const line = { deaf: false };
    this.#carry('client', client, server, cut, line);
    this.#carry('server', server, client, cut, line);
  }

  #carry(way: Way, from: Socket, to: Socket, cut: () => void, line: { deaf: boolean }): void {
    let gone = 0;
    let turn: Promise<unknown> = Promise.resolve();
    const pass = async (piece: Buffer): Promise<void> => {
      while (this.faults.hold === way && !to.destroyed) await new Promise((resolve) => setTimeout(resolve, 5));
      const { delayMs = 0, bytesPerSecond = 0, silent } = this.faults;
      if (silent || line.deaf) return;
      const wait = delayMs + (bytesPerSecond > 0 ? (piece.length / bytesPerSecond) * 1000 : 0);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const verdict = this.faults.watch?.(piece, way);
      if (verdict === 'cut-before') return cut();
      // What is said after it, and its answer, are lost.
      if (verdict === 'cut-after') line.deaf = true;
      const whole = this.#harm(piece, way, gone);
      const { cutAfter, halfCloseAfter } = this.faults;
      gone += piece.length;
      const written = to.writableEnded || to.destroyed || whole.length === 0 || to.write(whole);
      if (verdict === 'cut-after' || (cutAfter?.way === way && gone >= cutAfter.bytes)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return cut();
      }
      if (halfCloseAfter?.way === way && gone >= halfCloseAfter.bytes) to.end();
      if (!written)
        await new Promise((resolve) => {
          to.once('drain', resolve);
          to.once('close', resolve);
        });
    };
    from.on('data', (piece: Buffer) => {
      from.pause();
      turn = turn.then(() => pass(piece)).then(() => from.resume());
    });
    from.on('end', () => {
      turn = turn.then(() => to.end());
    });
  }

  /** The part of a piece that gets through, harmed as it is to be. */
  #harm(piece: Buffer, way: Way, gone: number): Buffer {
    const { cutAfter, halfCloseAfter, garble } = this.faults;
    const most = Math.min(...[cutAfter, halfCloseAfter].map((one) => (one?.way === way ? Math.max(0, one.bytes - gone) : piece.length)));
    const kept = piece.subarray(0, most);
    if (garble?.way !== way || garble.to <= gone || garble.from >= gone + kept.length) return kept;
    const harmed = Buffer.from(kept);
    for (let at = Math.max(0, garble.from - gone); at < Math.min(harmed.length, garble.to - gone); at++) harmed[at] = (harmed[at] as number) ^ 0xff;
    return harmed;
  }
}
