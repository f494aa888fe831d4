import { checkFlow } from '../flow/check.ts';
import { migrateNodes } from '../flow/migrations.ts';
import { procedures } from './procedures.ts';

/** What is wrong with a flow, found without looking outside: quick enough for every key stroke. */
export const problems = {
  ofFlow: procedures.problems.ofFlow.handler(({ context, input }) => checkFlow(migrateNodes(input.flow, context.catalog), context.catalog)),
};
