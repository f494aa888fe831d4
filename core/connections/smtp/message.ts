import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Defect, UserError } from '../../base/errors.ts';
import { isHeaderText, mailAddressProblem } from '../../base/mail-address.ts';
import type { MailMessage } from '../../catalog/families/mail-service.ts';

/** A message as it goes over the wire. */
export interface ComposedMail {
  readonly messageId: string;
  readonly envelope: { from: string; to: string[]; size: number };
  readonly bytes: Buffer;
}

const PIECE = 64 * 1024;

/** Checks everything that goes into a header or the envelope, then writes the message. Throws the UserError `mail-wrong`; nothing is sent by then. */
export async function compose(message: MailMessage, now: number): Promise<ComposedMail> {
  const from = checked(message.from.address);
  const [to, cc, bcc] = [message.to, message.cc, message.bcc].map((list) => list.map(checked)) as [string[], string[], string[]];
  const everybody = [...new Set([...to, ...cc, ...bcc])];
  if (everybody.length === 0) throw wrong('The mail has no recipient.');
  const headers = [message.subject, message.from.name ?? '', ...message.attachments.flatMap(({ name, type }) => [name, type])];
  for (const text of headers)
    if (!isHeaderText(text)) throw wrong('A subject, a sender name or a file name has a line break or another control character in it, so nothing was sent.');
  if (!/^[0-9a-f]{32}$/.test(message.key)) throw new Defect('mail-key', 'mail-key');
  const messageId = `<${message.key}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  const bytes = await new MailComposer({
    from: { address: from, name: message.from.name ?? '' },
    // Structured: nothing of an address is parsed again.
    to: to.map((address) => ({ address, name: '' })),
    cc: cc.map((address) => ({ address, name: '' })),
    ...(message.replyTo === undefined ? {} : { replyTo: { address: checked(message.replyTo), name: '' } }),
    subject: message.subject,
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    attachments: message.attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content: Buffer.from(content) })),
    messageId,
    date: new Date(now),
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build();
  return { messageId, envelope: { from, to: everybody, size: bytes.length }, bytes };
}

/** The message in pieces, so that a connection that is cut is known to have got all of it or not. `handedOver` tells when the last piece is gone. */
export function inPieces(bytes: Buffer): { stream: Readable; handedOver(): boolean } {
  let all = false;
  function* pieces(): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    all = true;
  }
  return { stream: Readable.from(pieces(), { objectMode: false, highWaterMark: PIECE }), handedOver: () => all };
}

function checked(address: string): string {
  const problem = mailAddressProblem(address);
  if (problem !== null) throw wrong(problem);
  const at = address.lastIndexOf('@');
  const host = domainToASCII(address.slice(at + 1));
  if (host === '') throw wrong(`"${address}" has no right host name after the @.`);
  return `${address.slice(0, at)}@${host}`;
}

function wrong(message: string): UserError {
  return new UserError('mail-wrong', message, { hint: 'Correct the recipients and the subject of the step, or the record they come from.' });
}
