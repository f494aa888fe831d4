import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../fixtures/delimited.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { RunPage } from '../pages/runs.ts';

test('rules are set in a form; what breaks one is rejected with the rule, the value and the row in words, and the rest is written', async ({ page, host }) => {
  const at = (name: string) => join(host.workspace, name);
  writeFileSync(at('orders.csv'), 'order,amount,status\nA1,10.50,open\nA2,lots,open\nA3,7.00,lost\nA1,3.00,open\nA5,1.00,closed\n');
  const designer = new Designer(page);
  const { hands, settings } = designer;
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Checked', [
      { id: 'in', kind: 'csv-source', name: 'Orders', config: { path: at('orders.csv') } },
      { id: 'v', kind: 'validate-rows', name: 'Contract', config: {} },
      { id: 'out', kind: 'csv-target', name: 'Good ones', config: { path: at('good.csv') } },
    ]),
  );
  await designer.select('Contract');
  const rules = settings.getByRole('listitem', { name: /^rule \d+$/ });
  const add = async (check: string, field: string) => {
    const before = await rules.count();
    await hands.click(settings.getByRole('button', { name: 'Add a rule' }));
    const rule = rules.nth(before);
    await rule.getByRole('combobox').first().selectOption({ label: check });
    await hands.click(rule.getByLabel('Field', { exact: true }));
    await rule.getByLabel('Field', { exact: true }).pressSequentially(field);
    await page.keyboard.press('Enter');
    return rule;
  };
  const typed = await add('is of a type', 'amount');
  await hands.choose(typed.getByLabel('Type', { exact: true }), 'decimal');
  await add('is unique', 'order');
  const listed = await add('is one of a list', 'status');
  await hands.enter(listed.getByLabel('Allowed values'), 'open\nclosed');
  await designer.preview();
  await designer.data.getByRole('tab', { name: /^Rejected 3/ }).click();
  await expect(designer.data.getByRole('gridcell', { name: /lots/ }).first()).toBeVisible();

  await designer.runToEnd(/Succeeded with rejects/);
  expect(recordsOf(readFileSync(at('good.csv'), 'utf8'), ',').map(({ order }) => order)).toEqual(['A1', 'A5']);
  await designer.banner.getByRole('link', { name: 'Details' }).click();
  const run = new RunPage(page);
  await run.isOver(/Succeeded with rejects/);
  expect(await run.accounted()).toEqual({ read: 5, delivered: 2, filtered: 0, duplicates: 0, rejected: 3, pending: 0 });
  await run.show(/^Rejects 3/);
  for (const [said, row] of [
    ['"lots" in field amount is not of the type decimal.', 'row 3'],
    ['"lost" in field status', 'row 4'],
    ['"A1" in field order is not unique: record 1 has it too.', 'row 5'],
  ] as const) {
    const card = run.rejects().filter({ hasText: said });
    await expect(card).toContainText(row);
    await expect(card).toContainText('orders.csv');
  }
});
