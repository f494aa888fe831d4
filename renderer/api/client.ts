import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/api/contract.ts';
import { connection, type Link } from './connection.ts';
import { noticed } from './under-way.ts';

export type Api = ContractRouterClient<Contract>;

/** The backend. Every call may fail with an error that `toReport` puts into words. */
export const api: Api = createORPCClient<Api>(noticed(new DynamicLink(() => connection.link())));

/** For tests: answers calls from a function of the procedure's path, e.g. `flows.get`. */
export function answerWith(answer: (procedure: string, input: never, signal?: AbortSignal) => unknown): void {
  const link: Link = { call: async (path, input, options) => answer(path.join('.'), input as never, options.signal) };
  connection.replace(link);
}
