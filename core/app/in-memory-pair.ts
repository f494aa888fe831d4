import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '../api/contract.ts';
import type { App } from './create-app.ts';
import { router } from './router.ts';

/** A client of the contract, whatever lies between it and the app. */
export type Client = ContractRouterClient<Contract>;

/** A client that calls the app directly: same checks of input and output, no transport. */
export function inMemoryClient(app: Pick<App, 'context'>): Client {
  return createRouterClient(router, { context: app.context });
}
