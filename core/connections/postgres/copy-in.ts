/** What the driver's connection offers to a query that speaks the protocol itself. */
interface Wire {
  query(sql: string): void;
  readonly stream: { write(piece: Buffer): boolean };
}

const [COPY_DATA, COPY_DONE] = [0x64, 0x63];
const DONE = Buffer.from([COPY_DONE, 0, 0, 0, 4]);

/**
 * Statements one of which is `COPY … FROM STDIN`, and what it takes. Given to the driver's `query`. All of it is sent at once, without waiting until the
 * server asks for it: one that refuses the statement passes over it, as the protocol has it.
 */
export class PgCopyIn {
  readonly done: Promise<void>;
  readonly #sql: string;
  readonly #text: string;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(sql: string, text: string) {
    this.#sql = sql;
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Called by the driver. */
  submit(connection: unknown): undefined {
    const wire = connection as Wire;
    wire.query(this.#sql);
    const length = Buffer.byteLength(this.#text);
    const piece = Buffer.allocUnsafe(length + 5);
    piece[0] = COPY_DATA;
    piece.writeUInt32BE(length + 4, 1);
    piece.write(this.#text, 5);
    wire.stream.write(piece);
    wire.stream.write(DONE);
    return undefined;
  }

  /** Called by the driver. */
  handleCopyInResponse(): void {
    // Everything is on its way already.
  }

  /** Called by the driver. */
  handleCommandComplete(): void {
    // One for each statement; what counts is that the server is ready in the end.
  }

  /** Called by the driver. */
  handleReadyForQuery(): void {
    this.#resolve();
  }

  /** Called by the driver, also when the line was cut. */
  handleError(error: unknown): void {
    this.#reject(error);
  }
}
