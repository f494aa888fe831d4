import { countOf, formatCount } from '../../base/amounts.ts';
import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import { createRecord, type PlainRecord } from '../../base/value.ts';
import type { MailService } from '../../catalog/families/mail-service.ts';
import type { Batch } from '../../data/batch.ts';
import { concat, slice } from '../../data/batch-ops.ts';
import { defineRun, type Rehearsal, type Sender, type Sent, type StepContext, type WouldDo } from '../../engine/node-door.ts';
import { type ComposedMail, MailComposer } from './compose.ts';
import type { SendMailConfig } from './spec.ts';

/** Most records of one mail. */
const MOST_RECORDS = 100_000;
/** Mails that a rehearsal shows. */
const SHOWN = 5;
const SHOWN_TEXT = 2000;

/** Sends mails. */
export const run = defineRun<SendMailConfig>({
  role: 'sender',
  open: async (config, context) => new MailSender(config, context, await context.connection('mail', config.connection)),
  rehearse: (config, context) => new MailRehearsal(config, context),
});

class MailSender implements Sender {
  readonly target: string;
  readonly groupSize: number;
  readonly evenEmpty: boolean;
  readonly #context: StepContext;
  readonly #mail: MailService;
  readonly #composer: MailComposer;
  readonly #perRun: boolean;

  constructor(config: SendMailConfig, context: StepContext, mail: MailService) {
    this.#context = context;
    this.#mail = mail;
    this.#composer = new MailComposer(config, context);
    this.#perRun = config.per === 'run';
    this.target = mail.title;
    this.groupSize = this.#perRun ? MOST_RECORDS + 1 : 1;
    this.evenEmpty = this.#perRun && config.emptyRun === 'send';
  }

  async send(group: Batch, key: string): Promise<Sent> {
    try {
      if (group.count > MOST_RECORDS) throw tooMany();
      const made = this.#composer.compose(group);
      if ('wrong' in made) return this.#refused(group, made.wrong);
      const { refused, accepted, answer } = await this.#mail.send({ ...made.mail, key }, this.#context.signal);
      if (refused.length === 0) return { outcome: 'done', answer };
      const who = refused.map((one) => `${one.address} (${one.answer})`).join(', ');
      if (this.#perRun) {
        this.#context.notice({
          level: 'warning',
          code: 'recipient-refused',
          message: `The mail server refused some recipients, the others have the mail: ${who}`,
        });
        return { outcome: 'done', answer };
      }
      const message = `The mail went to ${accepted.join(', ')}, but the mail server refused ${who}.`;
      const reason = { code: 'recipient-refused', message, hint: 'Send it again only to those who do not have it.' };
      return { outcome: 'done', answer, rejected: [{ row: group.selection[0] as number, reason }] };
    } catch (error) {
      if (!(error instanceof SwivelError) || error.code === 'no-answer') throw error;
      return { outcome: 'not-done', error: this.#verdict(error) };
    }
  }

  /** A record that cannot become a mail is rejected; where all records are one mail, that ends the run. */
  #refused(group: Batch, reason: { code: string; message: string; hint?: string }): Sent {
    const extras = reason.hint === undefined ? {} : { hint: reason.hint };
    if (this.#perRun) return { outcome: 'not-done', error: new UserError(reason.code, reason.message, extras) };
    return { outcome: 'done', answer: 'not sent', rejected: [{ row: group.selection[0] as number, reason }] };
  }

  /** What may pass is tried again; what the server says of one mail rejects its record; everything else would be so for every mail, and ends the run. */
  #verdict(error: SwivelError): OperationalError | UserError {
    if (error instanceof UserError) return error;
    if (error instanceof OperationalError && (error.retryable || (error.code === 'mail-refused' && !this.#perRun))) return error;
    const { message, hint, details } = error;
    return new UserError(error.code, message, { ...(hint === undefined ? {} : { hint }), ...(details === undefined ? {} : { details }) });
  }
}

/** Shows the mails that would go. */
class MailRehearsal implements Rehearsal {
  readonly #config: SendMailConfig;
  readonly #context: StepContext;
  readonly #composer: MailComposer;
  readonly #sample: WouldDo['sample'] = [];
  #all: Batch[] = [];
  #records = 0;
  #mails = 0;

  constructor(config: SendMailConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#composer = new MailComposer(config, context);
  }

  push(batch: Batch): void {
    if (this.#config.per === 'run') {
      this.#records += batch.count;
      if (this.#records > MOST_RECORDS) throw tooMany();
      this.#all.push(batch);
      return;
    }
    for (let at = 0; at < batch.count; at++) {
      const made = this.#composer.compose(slice(batch, at, at + 1));
      if ('wrong' in made) this.#context.reject(batch, batch.selection[at] as number, made.wrong);
      else this.#would(made.mail);
    }
  }

  finish(): Promise<WouldDo> {
    const { per, emptyRun } = this.#config;
    if (per === 'run' && (this.#all.length > 0 || emptyRun === 'send')) {
      const made = this.#composer.compose(this.#all.length > 0 ? concat(this.#all) : NO_RECORDS);
      this.#all = [];
      if ('wrong' in made) return Promise.reject(new UserError(made.wrong.code, made.wrong.message));
      this.#would(made.mail);
    }
    const [mails, records] = [this.#mails, this.#records];
    const sentence = per === 'run' && mails > 0 ? `Would send one mail with ${countOf(records, 'record')}.` : `Would send ${countOf(mails, 'mail')}.`;
    return Promise.resolve({ target: 'mail', insert: this.#mails, update: 0, delete: 0, unchanged: 0, sample: this.#sample, sentence });
  }

  #would(mail: ComposedMail): void {
    this.#mails++;
    if (this.#sample.length < SHOWN) this.#sample.push({ action: 'insert', key: mail.to.join(', '), before: null, after: seen(mail) });
  }
}

function seen({ to, cc, bcc, subject, text, attachments }: ComposedMail): PlainRecord {
  const record = createRecord();
  record['To'] = to.join(', ');
  if (cc.length > 0) record['Copy to'] = cc.join(', ');
  if (bcc.length > 0) record['Blind copy to'] = bcc.join(', ');
  record['Subject'] = subject;
  record['Text'] = text.slice(0, SHOWN_TEXT);
  for (const { name, content } of attachments) {
    const bytes = content.length;
    record['File'] = `${name} (${formatCount(bytes)} bytes)`;
  }
  return record;
}

function tooMany(): UserError {
  return new UserError('too-many-records', `More than ${formatCount(MOST_RECORDS)} records do not go into one mail.`, {
    hint: 'Filter the records before this step, or write them to a file. Nothing was sent.',
  });
}

const NO_RECORDS: Batch = { rows: 0, count: 0, selection: new Int32Array(0), names: [], columns: [], origin: { source: 0, first: 0, ordinals: null } };
