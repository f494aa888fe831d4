import type { Flow, Problem } from '../../flow/flow.ts';
import type { Parts } from '../parts.ts';

/**
 * Connections that the steps of a flow could not use in the current environment. One that is gone or does not fit is an error; one that is not set, or locked,
 * is a warning: that is mended elsewhere, or by switching the environment.
 */
export function connectionProblems({ connections }: Pick<Parts, 'connections'>, flow: Flow): Problem[] {
  return connections.troubles(flow, connections.environment).map(({ nodeId, setting, error }) => {
    const name = flow.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
    const severity = error.code === 'connection-gone' || error.code === 'connection-not-fit' ? 'error' : 'warning';
    return {
      node: nodeId,
      field: setting,
      severity,
      code: error.code,
      message: `${name}: ${error.message}`,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  });
}
