import { DateTime } from 'luxon';
import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { isHeaderText, mailAddressProblem, splitMailAddresses } from '../../base/mail-address.ts';
import { escapeHtml, fillPlaces, type TemplatePart, templateParts } from '../../base/text-template.ts';
import type { MailAttachment, MailMessage } from '../../catalog/families/mail-service.ts';
import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import type { RejectReason, StepContext } from '../../engine/node-door.ts';
import { CsvWriter } from '../../formats/csv/writer.ts';
import { type SendMailConfig, TEMPLATES } from './spec.ts';

/** A mail ready to be sent, but for its key. */
export type ComposedMail = Omit<MailMessage, 'key'>;

/** Rows that a table in the text has at most; the rest is only counted. */
const MOST_TABLE_ROWS = 200;
const LONGEST_CELL = 200;

/** Makes mails of records, as the settings say. Throws the UserErrors `attachment-too-large` and `bad-template`; what is wrong with a record is told as a reason. */
export class MailComposer {
  readonly #config: SendMailConfig;
  readonly #context: StepContext;
  readonly #parts: Readonly<Record<(typeof TEMPLATES)[number], TemplatePart[]>>;

  constructor(config: SendMailConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#parts = Object.fromEntries(TEMPLATES.map((name) => [name, templateParts(config[name])])) as Record<(typeof TEMPLATES)[number], TemplatePart[]>;
  }

  /** The mail about these records: one of them, or all of a run. */
  compose(batch: Batch): { mail: ComposedMail } | { wrong: RejectReason } {
    const { per, format, attach } = this.#config;
    const row = per === 'record' ? (batch.selection[0] ?? null) : null;
    const value = (name: string) => this.#value(batch, row, name);
    const header = (name: 'subject' | 'fileName') => fillPlaces(this.#parts[name], value);
    const recipients = { to: this.#addresses('to', value), cc: this.#addresses('cc', value), bcc: this.#addresses('bcc', value) };
    const [replyTo] = this.#addresses('replyTo', value);
    for (const [setting, addresses] of Object.entries({ ...recipients, replyTo: replyTo === undefined ? [] : [replyTo] }))
      for (const address of addresses) {
        const message = mailAddressProblem(address);
        if (message !== null)
          return {
            wrong: {
              code: 'recipient-wrong',
              message,
              value: address,
              hint: 'Correct the address in the record, or the setting it comes from.',
              field: this.#fieldOf(setting),
            },
          };
      }
    if (recipients.to.length + recipients.cc.length + recipients.bcc.length === 0)
      return {
        wrong: {
          code: 'recipient-missing',
          message: 'There is no address to write to.',
          hint: 'The field for the recipient is empty.',
          field: this.#fieldOf('to'),
        },
      };
    const subject = header('subject');
    const fileName = header('fileName');
    for (const [name, text] of [
      ['subject', subject],
      ['fileName', attach === 'csv' ? fileName : ''],
    ] as const)
      if (!isHeaderText(text))
        return {
          wrong: {
            code: 'line-break-in-header',
            message: name === 'subject' ? 'The subject would have a line break in it.' : 'The name of the file would have a line break in it.',
            value: text,
            hint: 'Take line breaks out of the field with a mapping before this step.',
            field: this.#fieldOf(name),
          },
        };
    const html = format === 'html';
    const body = fillPlaces(this.#parts.body, (name) => (name === 'table' && row === null ? tableOf(batch, html) : escaped(value(name), html)));
    return {
      mail: {
        from: { address: '' },
        ...recipients,
        ...(replyTo === undefined ? {} : { replyTo }),
        subject,
        text: html ? plainOf(body) : body,
        ...(html ? { html: body } : {}),
        attachments: attach === 'csv' ? [this.#file(batch, fileName)] : [],
      },
    };
  }

  #file(batch: Batch, name: string): MailAttachment {
    const { delimiter, safeForSpreadsheets, mostBytes } = this.#config;
    const writer = new CsvWriter({ delimiter, lineEnding: 'crlf', safeForSpreadsheets }, batch.names.length > 0 ? batch.names : null);
    const parts = [Uint8Array.of(0xef, 0xbb, 0xbf), writer.encode(batch).slice(), writer.finish().slice()];
    const content = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      content.set(part, at);
      at += part.length;
    }
    if (content.length > mostBytes)
      throw new UserError('attachment-too-large', `The file would have ${formatCount(content.length)} bytes; ${formatCount(mostBytes)} are allowed.`, {
        hint: 'Filter the records, send fewer fields, or raise "Largest file". Nothing was sent.',
      });
    return { name, type: 'text/csv;charset=utf-8', content };
  }

  #addresses(setting: 'to' | 'cc' | 'bcc' | 'replyTo', value: (name: string) => string | null): string[] {
    // A line break within a value is no separator: it stays in the address, which is refused for it.
    const filled = this.#parts[setting].flatMap((part) => ('text' in part ? [part.text.replaceAll('\n', ',')] : [value(part.name) ?? '']));
    return splitMailAddresses(filled.map((text) => text.trim().replaceAll('\n', '\r')).join(''));
  }

  #fieldOf(setting: string): string {
    const parts = this.#parts[setting as (typeof TEMPLATES)[number]];
    return parts.flatMap((part) => ('name' in part ? [part.name] : []))[0] ?? '';
  }

  #value(batch: Batch, row: number | null, name: string): string | null {
    const column = row === null ? -1 : batch.names.indexOf(name);
    if (row !== null && column >= 0) return textAt(batch.columns[column] as Column, row);
    const { startedAt, zone, runId, flowName, parameters } = this.#context;
    const at = () => DateTime.fromMillis(startedAt, { zone, locale: 'en' });
    if (name === 'date') return at().toFormat('yyyy-MM-dd');
    if (name === 'time') return at().toFormat('HH:mm');
    if (name.startsWith('date:')) return at().toFormat(name.slice(5));
    if (name === 'run') return runId;
    if (name === 'flow') return flowName;
    if (name === 'count') return formatCount(batch.count);
    if (name.startsWith('param.') && Object.hasOwn(parameters, name.slice(6))) return parameters[name.slice(6)] ?? '';
    if (batch.count === 0) return '';
    throw new UserError('bad-template', `"${name}" cannot be filled in: no field is called that.`, {
      hint: 'Choose a field that arrives, or add it with a mapping before this step.',
    });
  }
}

function escaped(text: string | null, html: boolean): string | null {
  return html && text !== null ? escapeHtml(text) : text;
}

const TABLE = ['<table', 'border="1"', 'cellspacing="0"', 'cellpadding="4">'].join(' ');
const CELL = { th: { open: '<th>', close: '</th>' }, td: { open: '<td>', close: '</td>' } } as const;

/** The records as a table, in HTML or with aligned columns; long ones end with how many more there are. */
function tableOf(batch: Batch, html: boolean): string {
  const shown = Math.min(batch.count, MOST_TABLE_ROWS);
  const cell = (column: Column, row: number) => {
    const text = (textAt(column, row) ?? '').replaceAll(/\s+/g, ' ');
    return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
  };
  const rows = Array.from({ length: shown }, (_, i) => batch.columns.map((column) => cell(column, batch.selection[i] as number)));
  const more = batch.count - shown;
  if (html) {
    const line = (cells: readonly string[], tag: 'th' | 'td') =>
      ['<tr>', ...cells.flatMap((text) => [CELL[tag].open, escapeHtml(text), CELL[tag].close]), '</tr>'].join('');
    const table = [TABLE, line(batch.names, 'th'), ...rows.map((cells) => line(cells, 'td')), '</table>'].join('');
    return more > 0 ? `${table}<p>+ ${formatCount(more)}</p>` : table;
  }
  const widths = batch.names.map((name, i) => Math.max(name.length, ...rows.map((cells) => (cells[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(batch.names), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ...(more > 0 ? [`+ ${formatCount(more)}`] : [])].join('\n');
}

/** What a reader without HTML sees. */
function plainOf(html: string): string {
  return html
    .replaceAll(/<style[\s\S]*?<\/style>/gi, '')
    .replaceAll(/<(br|\/p|\/div|\/tr|\/h\d|\/li)\b[^>]*>/gi, '\n')
    .replaceAll(/<\/t[dh]>/gi, '  ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
