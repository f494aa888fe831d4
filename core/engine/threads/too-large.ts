import { OperationalError, SwivelError } from '../../base/errors.ts';
import { isTooLarge } from '../../base/too-large.ts';
import type { RejectReason } from '../node-door.ts';
import { type Witness, whileAtWork } from './run-limits.ts';

const WHAT = 'One list or text became larger than can be held in one piece';

/** What was thrown because a value became too large, as the operational error `value-too-large` that names the step and its records; else what it is. */
export function orTooLarge(error: unknown, witness: Witness): unknown {
  if (error instanceof SwivelError || !isTooLarge(error)) return error;
  return new OperationalError('value-too-large', `${WHAT}${whileAtWork(witness)}.`, {
    hint: 'Look for a step that gathers very many records into one list or text, or for a record with an enormous value. Leave it out or split it up before.',
    ...(witness.nodeId === undefined ? {} : { place: { node: witness.nodeId } }),
    cause: error,
  });
}

/** The reason for rejecting the one record with which a value became too large; null for any other error. */
export function tooLargeReason(error: unknown): RejectReason | null {
  if (error instanceof SwivelError || !isTooLarge(error)) return null;
  return {
    code: 'value-too-large',
    message: `${WHAT} with this record.`,
    hint: 'The other records went on. Look for an enormous value in this record; leave it out or split it up before this step.',
  };
}
