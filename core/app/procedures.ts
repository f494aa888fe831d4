import { implement } from '@orpc/server';
import { contract } from '../api/contract.ts';
import { toContractError } from './answer-errors.ts';
import type { Parts } from './parts.ts';

/** The contract, ready to be implemented: every procedure gets the app's parts as context, and every error leaves as one of the contract's. */
export const procedures = implement(contract)
  .$context<Parts>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toContractError(error);
    }
  });
