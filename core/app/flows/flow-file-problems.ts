import { fieldsOfFlow } from '../../flow/arriving.ts';
import { checkFlow } from '../../flow/check.ts';
import type { Problem } from '../../flow/flow.ts';
import { catalog } from '../../nodes/index.ts';
import { formulaProblems } from '../drafts/formula-problems.ts';
import { outsideProblems } from '../drafts/outside-problems.ts';
import type { FlowFile } from './flow-file.ts';

/** All problems of a document, outside ones (files that are not there) included. `now` is ms since 1970. */
export function problemsOfFile({ flow, folder }: FlowFile, now: number): Problem[] {
  const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
  const { arriving } = fieldsOfFlow(flow, catalog);
  return [
    ...checkFlow(flow, catalog),
    ...formulaProblems(flow, catalog, arriving),
    ...outsideProblems(flow, catalog, folder, { flowName: flow.name, now, zone: flow.settings.zone, parameters }),
  ];
}
