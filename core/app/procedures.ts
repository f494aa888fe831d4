import { implement } from '@orpc/server';
import { contract } from '../api/contract.ts';
import { toContractError } from './answer-errors.ts';
import type { Parts } from './parts.ts';

/** Of a workspace whose database is damaged only this is answered. */
const ANSWERED_WHEN_DAMAGED = new Set(['app', 'backups']);

/** The contract, ready to be implemented: every procedure gets the app's parts as context, and every error leaves as one of the contract's. */
export const procedures = implement(contract)
  .$context<Parts>()
  .use(async ({ context, path, next }) => {
    try {
      if (context.damage && !ANSWERED_WHEN_DAMAGED.has(path[0] ?? '')) throw context.damage;
      return await next();
    } catch (error) {
      throw toContractError(error);
    }
  });
