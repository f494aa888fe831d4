import { ORPCError } from '@orpc/client';
import { type ErrorReport, errorReportSchema, toErrorReport } from '../../core/base/errors.ts';
import { t } from '../i18n/i18n.ts';
import { connection } from './connection.ts';

/** Puts anything that a call threw into words a person can act on. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof ORPCError) {
    const report = errorReportSchema.safeParse(error.data);
    if (report.success) return report.data;
    return {
      class: 'defect',
      code: error.code.toLowerCase(),
      message: t('The request was not answered: {{reason}}', { reason: error.message }),
      details: JSON.stringify(error.data) ?? '',
    };
  }
  if (isAbort(error)) return { class: 'user', code: 'stopped', message: t('This was stopped.') };
  if (connection.state !== 'open')
    return {
      class: 'operational',
      code: 'connection-lost',
      message: t('Swivel’s engine does not answer.'),
      hint: t('Your draft is kept in this window. It is saved as soon as the connection is back.'),
      retryable: true,
    };
  return toErrorReport(error);
}

/** True when a call failed only because somebody stopped it. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** True when the error says that a newer version is stored already. */
export function isConflict(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'CONFLICT';
}
