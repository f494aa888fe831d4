import { expect, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Mapper } from '../pages/mapper.ts';

const FIELDS = 500;

test('500 by 500 fields are mapped at once; only what is in sight is drawn', async ({ page, host }) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  const mapper = new Mapper(page);
  await designer.open(host.url);
  await designer.openEmpty();
  const names = Array.from({ length: FIELDS }, (_, i) => `MeterField${i + 1}`);
  const content = Buffer.from(`${names.join(';')}\n${names.map((_, i) => `${i}`).join(';')}\n`);
  await designer.drop({ name: 'wide.csv', content, type: 'text/csv' }, { x: 150, y: 100 });
  await expect(designer.card('wide')).toBeVisible();
  await designer.dragKind('Map fields', { x: 450, y: 100 });
  await designer.connect('wide', 'Map fields');
  await designer.select('Map fields');
  await designer.preview();
  await designer.settings.getByText('Drop them', { exact: true }).click();
  await mapper.open();
  await mapper.window.getByLabel(/^Or paste names/).fill(names.map((_, i) => `meter_field_${i + 1}`).join('\n'));
  await mapper.button('Use what is pasted').click();
  await mapper.button(`Take all ${FIELDS}`).click();
  await expect(mapper.status).toHaveText(`${FIELDS} fields are linked.`);
  for (const side of ['from', 'to'] as const) {
    await expect(mapper.list(side)).toHaveAttribute('aria-rowcount', side === 'from' ? `${FIELDS}` : `${FIELDS + 1}`);
    expect(await mapper.list(side).getByRole('row').count()).toBeLessThan(60);
  }
  expect(await mapper.window.locator('svg g[data-kind]').count()).toBeLessThan(60);
  await mapper.list('to').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(mapper.row('to', `meter_field_${FIELDS}`)).toHaveAccessibleName(/from MeterField500/);
  await expect(mapper.row('to', `meter_field_${FIELDS}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(mapper.row('to', `meter_field_${FIELDS}`)).toHaveAccessibleName(/not filled/);
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowUp');
  await expect(mapper.row('to', `meter_field_${FIELDS - 20}`)).toHaveAttribute('aria-selected', 'true');
});
