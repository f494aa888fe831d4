import type { Inspection } from '../../api/design-models.ts';
import { fieldsOfFlow } from '../../flow/arriving.ts';
import { checkFlow } from '../../flow/check.ts';
import type { Flow } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { connectionProblems } from '../connections/connection-problems.ts';
import type { Parts } from '../parts.ts';
import { triggerConflicts } from '../triggers/trigger-conflicts.ts';
import { formulaProblems } from './formula-problems.ts';
import { memoryProblems } from './memory-problems.ts';
import { outsideProblems } from './outside-problems.ts';

/** All problems of a flow, those outside too, and the fields at every port, as far as settings and data tell. `folder` is where relative paths start. */
export async function inspectFlow(
  parts: Pick<Parts, 'store' | 'catalog' | 'fieldsSeen' | 'databaseViews' | 'clock' | 'connections'>,
  draft: Flow,
  folder: string,
): Promise<Inspection> {
  const flow = migrateNodes(draft, parts.catalog);
  const answers = await parts.databaseViews.of(flow);
  const told = parts.databaseViews.told(flow, answers);
  const known = await parts.fieldsSeen.of(flow, folder, told.known);
  const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
  const setting = { now: parts.clock.now(), zone: flow.settings.zone || parts.clock.zone, flowName: flow.name, parameters };
  const fields = fieldsOfFlow(flow, parts.catalog, known);
  return {
    problems: [
      ...checkFlow(flow, parts.catalog, known),
      ...formulaProblems(flow, parts.catalog, fields.arriving),
      ...memoryProblems(flow, parts.catalog),
      ...triggerConflicts(parts, flow),
      ...connectionProblems(parts, flow),
      ...parts.databaseViews.problems(flow, answers, fields.arriving),
      ...outsideProblems(flow, parts.catalog, folder, setting),
    ],
    ...fields,
    offered: told.offered,
  };
}
