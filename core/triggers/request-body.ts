import type { IncomingMessage } from 'node:http';

/** Why a request is refused: an HTTP status and a sentence for whoever wrote the other side. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** Reads a body up to `most` bytes. A longer one is refused at once (413), by its stated length where it has one. */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = () => new Refusal(413, `The body is larger than ${most} bytes.`, { connection: 'close' });
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > most) {
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else {
        request.pause();
        reject(tooLarge());
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new Refusal(400, 'The request was broken off.')));
    request.on('close', () => reject(new Refusal(400, 'The request was broken off.')));
  });
}

const CHARSETS: Readonly<Record<string, string>> = {
  '': 'utf-8',
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** The body as text, by the type that it was declared with and nothing else: JSON that is JSON, the fields of a form, or text. */
export function textOf(body: Buffer, contentType: string): string {
  const [type = '', ...rest] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const isJson = type === 'application/json' || /^application\/[a-z0-9.+-]+\+json$/.test(type);
  if (body.length > 0 && !isJson && type !== 'application/x-www-form-urlencoded' && !type.startsWith('text/'))
    throw new Refusal(
      415,
      'Only JSON, the fields of a form (application/x-www-form-urlencoded) and text are taken; say in the header Content-Type which it is.',
    );
  const said =
    rest
      .find((part) => part.startsWith('charset='))
      ?.slice(8)
      .replace(/^"|"$/g, '') ?? '';
  const charset = Object.hasOwn(CHARSETS, said) ? CHARSETS[said] : undefined;
  if (charset === undefined) throw new Refusal(415, `The encoding ${said.slice(0, 40)} is not accepted; send UTF-8.`);
  let text: string;
  try {
    text = new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    throw new Refusal(400, `The body is not ${charset} as it says.`);
  }
  if (isJson && body.length > 0) {
    try {
      JSON.parse(text);
    } catch {
      throw new Refusal(400, 'The body says that it is JSON, and is not.');
    }
  }
  return text;
}
