import { expect, test } from 'vitest';
import { openApp, untilOver } from './testing/open-app.ts';

test.each(['nightly-employees', 'orders-report', 'changed-employees'])('the example %s can be made, is without errors and runs', async (example) => {
  const { client } = await openApp();
  const { flowId } = await client.flows.create({ example });
  const { flow } = await client.flows.get({ flowId });
  const { problems } = await client.design.inspect({ flowId, flow });
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  const { runId } = await client.runs.start({ flowId });
  const { run, steps, captured } = await untilOver(client, runId);
  expect(run.error).toBeUndefined();
  expect(['succeeded', 'succeeded-with-rejects']).toContain(run.status);
  const { read, delivered, filtered, duplicates, rejected, pending } = run.counts;
  expect([read > 0, read, captured]).toEqual([true, delivered + filtered + duplicates + rejected + pending, true]);
  expect(steps.every((step) => step.status.startsWith('succeeded'))).toBe(true);
});
