import type { Environment } from '../../base/environment.ts';
import type { Flow } from '../../flow/flow.ts';
import { connectionUses } from '../connections/connection-users.ts';
import type { Parts } from '../parts.ts';

/**
 * Under which name the steps of a flow remember things from run to run. What was read in the test environment says nothing of production: a flow that uses
 * connections remembers for each on its own, so that no trial moves the place where production reads on.
 */
export function memoryId({ catalog }: Pick<Parts, 'catalog'>, flow: Flow, environment: Environment): string {
  return environment === 'test' && connectionUses(flow, catalog).length > 0 ? `${flow.id}~test` : flow.id;
}
