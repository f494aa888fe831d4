import type { Environment } from '../../base/environment.ts';
import { UserError } from '../../base/errors.ts';
import type { Happening } from '../../base/happening.ts';
import type { RunCause } from '../../base/run-facts.ts';
import { checkFlow, isRunnable } from '../../flow/check.ts';
import type { Flow, Problem } from '../../flow/flow.ts';
import { keyFieldsOf } from '../../flow/key-fields.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { withOwnConnections } from '../connections/flow-file-connections.ts';
import { mustFindFlow, mustWrite, type Parts } from '../parts.ts';
import { memoryId } from './memory-id.ts';
import type { RunOrder } from './run-order.ts';

/** How a run is asked for. */
export interface StartRequest {
  mode: 'run' | 'rehearsal';
  cause: RunCause;
  /** Whose settings of connections it uses; absent: as the workspace is set. */
  environment?: Environment | undefined;
  /** Parameters set for this run only. */
  set?: Readonly<Record<string, string>> | undefined;
  note?: string;
  /** What made a trigger ask for it. */
  happening?: Happening;
}

/** Starts the newest saved version of a flow, or `version`. Gives the run's id; the run is on disk by then. */
export function startSavedFlow(parts: Parts, flowId: string, request: StartRequest, version?: number): string {
  mustWrite(parts);
  const record = mustFindFlow(parts.store, flowId);
  const flowVersion = version ?? record.version;
  const flow = parts.store.flows.document(flowId, flowVersion);
  return parts.desk.order(runOrder(parts, flow, { ...request, flowVersion, folder: parts.folders.flow(flowId) }));
}

/** Starts a flow that is no saved version, such as a document on disk; the document is kept with the run. */
export function startDocument(parts: Parts, flow: Flow, folder: string, request: StartRequest): string {
  mustWrite(parts);
  return parts.desk.order(runOrder(parts, withOwnConnections(parts.connections, flow), { ...request, flowVersion: 0, folder }));
}

function runOrder(parts: Parts, flow: Flow, request: StartRequest & { flowVersion: number; folder: string }): RunOrder {
  const problems = refuseUnready(flow, parts);
  const environment = request.environment ?? parts.connections.environment;
  refuseUnconnected(parts, flow, environment);
  return {
    flow,
    problems,
    flowVersion: request.flowVersion,
    mode: request.mode,
    cause: request.cause,
    environment,
    memoryId: memoryId(parts, flow, environment),
    parameters: withParameters(flow, request.set ?? {}),
    folder: request.folder,
    ...(request.note === undefined ? {} : { note: request.note }),
    ...(request.happening ? { happening: request.happening } : {}),
    keyFields: keyFieldsOf(flow, parts.catalog),
  };
}

/** Throws what is wrong with the first connection that a step could not use, in this environment. */
export function refuseUnconnected(parts: Pick<Parts, 'connections'>, flow: Flow, environment: Environment): void {
  const [first] = parts.connections.troubles(flow, environment);
  if (!first) return;
  const { error, nodeId, setting } = first;
  const step = flow.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  throw new UserError(error.code, `"${flow.name}" cannot run now: ${step}: ${error.message}`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    place: { node: nodeId, field: setting },
  });
}

/** The flow's parameters with `set` applied; a name the flow does not have is the UserError `unknown-parameter`. */
export function withParameters(flow: Flow, set: Readonly<Record<string, string>>): Record<string, string> {
  const values = new Map(flow.parameters.map(({ name, value }) => [name, value]));
  for (const [name, value] of Object.entries(set)) {
    if (!values.has(name))
      throw new UserError('unknown-parameter', `"${flow.name}" has no parameter called ${name}.`, {
        hint: values.size > 0 ? `It has: ${[...values.keys()].join(', ')}.` : 'It has no parameters. Add one in the settings of the flow.',
      });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** Saved documents, which nobody can change, that were found ready; by the kinds they were checked with. */
const ready = new WeakMap<Flow, { catalog: Parts['catalog']; problems: readonly Problem[] }>();

/** Throws the UserError `flow-not-ready` with the first thing to mend when the flow has errors; else gives what is doubtful in it. */
export function refuseUnready(flow: Flow, { catalog }: Pick<Parts, 'catalog'>): readonly Problem[] {
  const known = ready.get(flow);
  if (known?.catalog === catalog) return known.problems;
  const problems = checkFlow(migrateNodes(flow, catalog), catalog);
  if (isRunnable(problems)) {
    if (Object.isFrozen(flow)) ready.set(flow, { catalog, problems });
    return problems;
  }
  const errors = problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const step = flow.nodes.find((node) => node.id === first?.node)?.name;
  const where = step === undefined || first?.message.includes(step) ? '' : `${step}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new UserError('flow-not-ready', `"${flow.name}" cannot run yet: ${where}${first?.message ?? ''}${more}`, {
    hint: first?.hint ?? 'Open the list of problems in the designer.',
    place: { ...(first?.node === undefined ? {} : { node: first.node }), ...(first?.field === undefined ? {} : { field: first.field }) },
    details: errors.map((problem) => `${problem.code}${problem.node ? ` (${problem.node})` : ''}: ${problem.message}`).join('\n'),
  });
}
