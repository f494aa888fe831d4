import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApp, untilOver } from '../testing/open-app.ts';

/** The examples, and what each leaves in `out/` of its flow's folder: lines of the files, `{date}` cut from their names. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'address-cleaning': { 'addresses_clean.csv': 300, 'addresses_wrong.csv': 22 },
  'bank-reconciliation': { 'amount_differs.csv': 15, 'not_paid.csv': 10, 'unknown_payments.csv': 11 },
  'changed-employees': { 'changed_employees.csv': 39, 'left_employees.csv': 6, 'to_correct.csv': 4 },
  'nightly-employees': { 'payroll.csv': 4574, 'payroll.sqlite': 1 },
  'orders-report': { 'orders_report.ndjson': 181, 'unknown_customers.csv': 10 },
  'parcels-by-depot': { 'no_depot.csv': 6, 'north.csv': 155, 'south.csv': 123, 'west.csv': 120 },
  'product-prices': { 'products.db': 1, 'wrong_prices.csv': 2 },
  'sales-report': { 'products.csv': 6, 'sales_by_region.csv': 5, 'wrong_amounts.csv': 11 },
  'webshop-lines': { 'order_lines.csv': 448, 'orders_by_country.json': 6 },
};

test('the gallery lists exactly these', async () => {
  const { client } = await openApp();
  expect((await client.flows.examples()).map(({ example }) => example)).toEqual([...Object.keys(EXAMPLES), 'night-shift'].sort());
});

test('the example that needs systems outside says which connections are missing, and nothing else; it is run with them in night-shift.test.ts', async () => {
  const { client } = await openApp();
  const { flowId } = await client.flows.create({ example: 'night-shift' });
  const { flow } = await client.flows.get({ flowId });
  const { problems } = await client.design.inspect({ flowId, flow });
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect([...new Set(errors.map(({ node }) => node))].sort()).toEqual(['arrival', 'centres', 'payroll', 'read']);
  expect(
    errors.every(({ code }) => code.startsWith('connection-')),
    JSON.stringify(errors),
  ).toBe(true);
});

test.each(Object.entries(EXAMPLES))('the example %s can be made, is without errors, runs to its end and writes what it says', async (example, expected) => {
  const { client, workspace } = await openApp();
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
  expect(written(join(workspace, 'files', flowId, 'out'))).toEqual(expected);
});

/** Lines of each file in a folder; a database counts as one. */
function written(folder: string): Record<string, number> {
  if (!existsSync(folder)) return {};
  const lines = (name: string) => (/\.(db|sqlite)$/.test(name) ? 1 : readFileSync(join(folder, name), 'utf8').split('\n').length - 1);
  return Object.fromEntries(readdirSync(folder).map((name) => [name.replace(/_?\d{4}-?\d{2}-?\d{2}/, ''), lines(name)]));
}
