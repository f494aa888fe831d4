import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../fixtures/delimited.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { SampleControl } from '../pages/sample.ts';

const ROWS = 3_000;

test('a preview takes the first records, some at random, those with a condition, typed ones or another file; a run reads everything', async ({
  page,
  host,
}) => {
  const at = (name: string) => join(host.workspace, name);
  const lines = Array.from({ length: ROWS }, (_, id) => `${id},${id === 2_500 ? -7 : id}`);
  writeFileSync(at('orders.csv'), `id,amount\n${lines.join('\n')}\n`);
  writeFileSync(at('odd.json'), '[{"id": 1, "amount": 99}, {"id": 2, "amount": 98}]');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Sampled', [
      { id: 's', kind: 'csv-source', name: 'Orders', config: { path: at('orders.csv'), fields: ['id', 'amount'].map((name) => ({ name, type: 'integer' })) } },
      { id: 'f', kind: 'sort-rows', name: 'In order', config: { keys: [{ field: 'id' }] } },
      { id: 't', kind: 'csv-target', name: 'Written', config: { path: at('written.csv') } },
    ]),
  );
  const sample = new SampleControl(page);
  const { says } = designer;
  await designer.select('In order');
  await designer.preview();
  await expect(says).toContainText('200 sample records, taken');
  await expect(designer.grid().getByRole('rowheader').first(), 'two steps behind the file').toHaveAttribute('title', 'line 2 of orders.csv');
  await designer.grid().getByRole('gridcell').first().dblclick();
  await expect(designer.data.getByRole('region', { name: 'Record 1 in full' })).toContainText('Record 1, line 2 of orders.csv');
  await designer.data.getByRole('button', { name: 'Close the record' }).click();
  await expect(sample.button).toHaveAccessibleName('Sample: First 200');

  await sample.open('The first records');
  await sample.form.getByLabel('How many of each source').fill('5');
  await expect(sample.form).toContainText('Give a whole number from 10 to 100,000.');
  await expect(sample.form.getByRole('button', { name: 'Use and preview' })).toBeDisabled();
  await sample.form.getByLabel('How many of each source').fill('2500');
  await sample.use();
  await expect(says).toContainText('First 1,000 and 50 picked at random of 2,500');
  await designer.data.getByRole('tab', { name: 'Side by side' }).click();
  await expect(designer.data).toContainText('1,050 of 2,500 records that arrived are compared with 1,050 of 2,500 that left.');
  await designer.data.getByRole('button', { name: 'Compare all' }).click();
  await expect(designer.data).toContainText('0 of 2,500 are different');
  await expect(designer.data).not.toContainText('records that arrived are compared');
  await designer.data.getByRole('tab', { name: 'After' }).click();

  await sample.open('Records with a condition');
  await sample.form.getByRole('textbox', { name: 'Records where' }).fill('[amount]<0');
  await sample.use();
  await expect(says).toContainText('1 sample record where [amount]<0, taken');
  expect(await designer.row(1)).toEqual(['2500', '-7']);

  await sample.open('Records at random');
  await sample.form.getByLabel('How many of each source').fill('10');
  await sample.use();
  await expect(says).toContainText('10 sample records picked at random');
  const picked = await designer.row(10);
  await sample.open('Records at random');
  await sample.use('Pick others');
  await expect.poll(() => designer.row(10)).not.toEqual(picked);

  await sample.open('Records I type in');
  const field = sample.form.getByRole('group', { name: 'Values of the record' }).getByLabel('amount');
  await field.fill('many');
  await expect(sample.form).toContainText('Not a whole number.');
  await field.fill('12');
  await sample.use();
  await expect(says).toContainText('1 sample record made of what was typed in');
  expect((await designer.row(1))[1]).toBe('12');
  await page.reload();
  await expect(sample.button).toHaveAccessibleName('Sample: Typed in');
  await designer.select('In order');
  await expect(says).toContainText('made of what was typed in');

  await sample.open('Another file');
  await sample.form.getByRole('textbox', { name: 'File to read instead' }).fill(at('odd.json'));
  await sample.use();
  await expect(says).toContainText('2 sample records from odd.json');
  expect(await designer.row(1)).toEqual(['1', '99']);

  await designer.runToEnd(/Succeeded/);
  expect(recordsOf(readFileSync(at('written.csv'), 'utf8'), ',')).toHaveLength(ROWS);
});
