import { ORPCError } from '@orpc/server';
import { type ErrorReport, toErrorReport, UserError } from '../base/errors.ts';
import { sqliteCode } from '../store/database.ts';

const NOT_FOUND = new Set([
  'flow-not-found',
  'version-not-found',
  'run-not-found',
  'example-not-found',
  'node-not-found',
  'snippet-not-found',
  'connection-not-found',
]);
const CONFLICT = new Set([
  'flow-changed-elsewhere',
  'already-running',
  'workspace-in-use',
  'snippet-changed-elsewhere',
  'snippet-name-taken',
  'connection-changed-elsewhere',
  'connection-name-taken',
]);

/**
 * The one place where what went wrong inside becomes an error of the contract: `data` is always an ErrorReport, the code says who must act. An error
 * that is already one of the contract's passes through.
 */
export function toContractError(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.defined) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return badRequest(error);
  const report = toErrorReport(readOnlyError(error) ?? error);
  return new ORPCError(codeOf(report), { status: STATUS[codeOf(report)], message: report.message, data: report, cause: error, defined: true });
}

type Code = 'USER' | 'OPERATIONAL' | 'DEFECT' | 'NOT_FOUND' | 'CONFLICT';
const STATUS: Record<Code, number> = { USER: 422, OPERATIONAL: 503, DEFECT: 500, NOT_FOUND: 404, CONFLICT: 409 };

function codeOf(report: ErrorReport): Code {
  if (NOT_FOUND.has(report.code)) return 'NOT_FOUND';
  if (CONFLICT.has(report.code)) return 'CONFLICT';
  return report.class === 'user' ? 'USER' : report.class === 'operational' ? 'OPERATIONAL' : 'DEFECT';
}

/** Input that does not fit the contract: said as a user error that names the place, instead of a bare code. */
function badRequest(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const issues = (error.data as { issues?: { path?: readonly (PropertyKey | { key: PropertyKey })[]; message: string }[] } | undefined)?.issues ?? [];
  const [first] = issues;
  const path = (first?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  const report: ErrorReport = {
    class: 'user',
    code: 'bad-input',
    message: first ? `The request is not valid${path ? ` at ${path}` : ''}: ${first.message}.` : 'The request is not valid.',
    details: JSON.stringify(issues),
  };
  return new ORPCError('USER', { status: STATUS.USER, message: report.message, data: report, cause: error, defined: true });
}

/** A workspace that is only looked at refuses every change; that is no fault of the disk. */
function readOnlyError(error: unknown): UserError | null {
  if (sqliteCode(error) !== 'SQLITE_READONLY') return null;
  return new UserError('read-only', 'This workspace is open for reading only, so nothing can be changed or run.', {
    hint: 'Use the Swivel that holds the workspace, or close it first.',
    cause: error,
  });
}
