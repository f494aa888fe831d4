import { UserError } from '../../base/errors.ts';
import type { MysqlSession } from './session.ts';
import { answerOf } from './trouble.ts';

/** Mistakes in a query have their line; a value that does not fit a condition is told as that. */
export function statementTrouble(session: MysqlSession, error: unknown, asWritten: string): Error {
  const answer = answerOf(error);
  if (!answer || !/^(42|21|HY)/.test(answer.sqlState) || [1044, 1142, 1143, 1227, 1205, 1317, 3024, 1969].includes(answer.errno) || session.lost)
    return session.trouble(error);
  const line = Number(/ at line (\d+)$/.exec(answer.sqlMessage)?.[1] ?? 0);
  const near = /near '(.*?)' at line \d+$/s.exec(answer.sqlMessage)?.[1] ?? '';
  const column = line > 0 && near !== '' ? (asWritten.split('\n')[line - 1] ?? '').indexOf(near.split('\n')[0] ?? '') + 1 : 0;
  const message = answer.sqlMessage;
  const said = line > 0 && column > 0 ? `The query is wrong in line ${line}, column ${column}: ${message}.` : `The query is wrong: ${message}.`;
  return new UserError('query-wrong', said, { details: `${answer.errno} ${answer.sqlMessage}`, cause: error });
}
