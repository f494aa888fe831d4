import type { StopSignal } from '../../base/stop-signal.ts';

/** A file that goes with a mail. */
export interface MailAttachment {
  readonly name: string;
  /** `text/csv;charset=utf-8`. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** A message as it is to be sent. Addresses are checked, and line breaks in any header refused, before anything is sent. */
export interface MailMessage {
  /** An empty address: the connection's own sender. */
  readonly from: { readonly address: string; readonly name?: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments: readonly MailAttachment[];
  /** The same for every try to send it: becomes the Message-ID. 32 hexadecimal digits. */
  readonly key: string;
}

/** What the server said. */
export interface MailReceipt {
  readonly messageId: string;
  readonly accepted: readonly string[];
  /** Recipients that the server refused, with what it said; the others have the mail. */
  readonly refused: readonly { readonly address: string; readonly answer: string }[];
  readonly answer: string;
}

/** A server that takes mail (SMTP). */
export interface MailService {
  /** As a person knows it: "mail.example". */
  readonly title: string;
  /** Address that mails are from where nothing else is said; empty when there is none. */
  readonly sender: string;
  /**
   * Throws `no-answer` (OperationalError) when everything was sent and the answer never came: nobody knows whether the mail goes out. Whatever else it
   * throws, no mail goes out, for certain: the UserError `mail-wrong` for what no server was asked for, the OperationalError `mail-refused` when the server
   * did not take it (retryable for 4xx), the UserError `sender-refused` when no mail of this sender is taken, and what can be wrong with a connection.
   */
  send(message: MailMessage, signal: StopSignal): Promise<MailReceipt>;
}
