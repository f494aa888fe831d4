import * as z from 'zod';
import { lateSchema } from './late-schema.ts';
import { systemTrouble } from './system-trouble.ts';

/** Who must act: the user (flow or input), the outside world, or we. */
export const errorClassSchema = z.enum(['user', 'operational', 'defect']);
export type ErrorClass = z.infer<typeof errorClassSchema>;

/** Where something went wrong, as far as it is known. Rows count from 1 as a person counts them; byte offsets from 0. */
export const placeSchema = lateSchema(() =>
  z.object({
    node: z.string().optional(),
    file: z.string().optional(),
    row: z.number().optional(),
    byte: z.number().optional(),
    field: z.string().optional(),
  }),
);
export type Place = z.infer<typeof placeSchema>;

/** An error as plain data: crosses threads, goes into the history, is shown to a person. Compare `code`, never the class. */
export const errorReportSchema = lateSchema(() =>
  z.object({
    class: errorClassSchema,
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    place: placeSchema.optional(),
    retryable: z.boolean().optional(),
    retryAfterMs: z.number().optional(),
    details: z.string().optional(),
  }),
);
export type ErrorReport = z.infer<typeof errorReportSchema>;

/** What an error can carry beside its code and sentence. */
export interface ErrorExtras {
  hint?: string;
  place?: Place;
  /** Technical text for the fold-out; never a secret. */
  details?: string;
  cause?: unknown;
}

/** Base of all errors we throw on purpose. `code` is kebab-case and stable; `message` is a sentence for a person. */
export class SwivelError extends Error {
  readonly class: ErrorClass;
  readonly code: string;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  readonly details: string | undefined;

  constructor(errorClass: ErrorClass, code: string, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'SwivelError';
    this.class = errorClass;
    this.code = code;
    this.hint = extras.hint;
    this.place = extras.place;
    this.details = extras.details;
  }
}

/** The flow or its input must be fixed by the user. */
export class UserError extends SwivelError {
  constructor(code: string, message: string, extras: ErrorExtras = {}) {
    super('user', code, message, extras);
    this.name = 'UserError';
  }
}

/** The outside world failed; `retryable` says whether trying again can help, `retryAfterMs` how long it asked us to wait. */
export class OperationalError extends SwivelError {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, extras: ErrorExtras & { retryable?: boolean; retryAfterMs?: number } = {}) {
    super('operational', code, message, extras);
    this.name = 'OperationalError';
    this.retryable = extras.retryable ?? false;
    this.retryAfterMs = extras.retryAfterMs;
  }
}

/** Our own mistake. */
export class Defect extends SwivelError {
  constructor(code: string, message: string, extras: ErrorExtras = {}) {
    super('defect', code, message, extras);
    this.name = 'Defect';
  }
}

/** Turns anything thrown into a report. What is not one of ours becomes the defect `unexpected`, with the stack as details. */
export function toErrorReport(error: unknown, place?: Place): ErrorReport {
  if (error instanceof SwivelError) {
    const where = { ...place, ...error.place };
    return {
      class: error.class,
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(Object.keys(where).length === 0 ? {} : { place: where }),
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(error instanceof OperationalError ? { retryable: error.retryable } : {}),
      ...(error instanceof OperationalError && error.retryAfterMs !== undefined ? { retryAfterMs: error.retryAfterMs } : {}),
    };
  }
  const trouble = systemTrouble(error);
  if (trouble && error instanceof Error) {
    const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
    return {
      class: 'operational',
      code: 'system-refused',
      message: path === null ? `The system refused: ${trouble.why}.` : `The system refused ${path}: ${trouble.why}.`,
      hint: trouble.hint,
      ...(place === undefined ? {} : { place }),
      details: error.stack ?? error.message,
      retryable: trouble.retryable,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    class: 'defect',
    code: 'unexpected',
    message: `Something unexpected happened: ${message}`,
    hint: 'This is a fault in Swivel, not in your flow. The details help to report it.',
    ...(place === undefined ? {} : { place }),
    ...(error instanceof Error && error.stack ? { details: error.stack } : {}),
  };
}

/** The reverse: an error that can be thrown again after crossing a thread or a port. */
export function fromErrorReport(report: ErrorReport): SwivelError {
  const extras: ErrorExtras = {
    ...(report.hint === undefined ? {} : { hint: report.hint }),
    ...(report.place === undefined ? {} : { place: report.place }),
    ...(report.details === undefined ? {} : { details: report.details }),
  };
  if (report.class === 'user') return new UserError(report.code, report.message, extras);
  if (report.class === 'defect') return new Defect(report.code, report.message, extras);
  return new OperationalError(report.code, report.message, {
    ...extras,
    retryable: report.retryable ?? false,
    ...(report.retryAfterMs === undefined ? {} : { retryAfterMs: report.retryAfterMs }),
  });
}
