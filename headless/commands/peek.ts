import { once } from 'node:events';
import { peekFile } from '../../core/app/drafts/peek-records.ts';
import { systemClock } from '../../core/app/system-clock.ts';
import { toErrorReport } from '../../core/base/errors.ts';
import { stringifyExact } from '../../core/base/exact-json.ts';
import { EXIT } from '../exit-codes.ts';
import { describeError, type Terminal } from '../terminal.ts';

export interface PeekCommandOptions {
  format?: string;
  option: Record<string, string>;
  limit?: number;
  json?: boolean;
}

const CHUNK = 1 << 16;

/** `swivel peek`: the records of a file as NDJSON, values as they stand in it, then a summary. 2 with the reason when it cannot be read. */
export async function peekCommand(path: string, options: PeekCommandOptions, to: Terminal): Promise<number> {
  const peek = peekFile(path, { format: options.format, options: options.option, limit: options.limit ?? Number.POSITIVE_INFINITY, clock: systemClock() });
  let text = '';
  try {
    for (;;) {
      const next = await peek.next();
      if (next.done) {
        to.out(`${text}${stringifyExact({ summary: next.value })}\n`);
        return EXIT.succeeded;
      }
      text += `${stringifyExact(next.value)}\n`;
      if (text.length < CHUNK) continue;
      to.out(text);
      text = '';
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    }
  } catch (error) {
    const report = toErrorReport(error);
    if (report.class === 'defect') throw error;
    to.out(text);
    if (options.json) to.out(`${stringifyExact({ error: report })}\n`);
    to.err(describeError(report, to));
    return EXIT.refused;
  }
}
