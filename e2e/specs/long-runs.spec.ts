import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BigFile } from '../fixtures/big-file.ts';
import { filesIn, rowsOf } from '../fixtures/disk.ts';
import { expect, type Host, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { History } from '../pages/runs.ts';

let big: BigFile;
test.beforeAll(() => {
  big = new BigFile(250_000);
});
test.afterAll(() => big.remove());

/** Opens a flow over the big file, starts it, and waits until records pass. */
async function startLongRun(page: Page, host: Host, file = big): Promise<{ designer: Designer; folder: string }> {
  const folder = join(host.workspace, 'out');
  mkdirSync(folder);
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(file.flow('All measurements', folder));
  await expect(designer.card('Measurements')).toBeVisible();
  await designer.run();
  await expect.poll(() => readSoFar(designer), { intervals: [50] }).toBeGreaterThan(0);
  return { designer, folder };
}

async function readSoFar(designer: Designer): Promise<number> {
  const words = (await designer.banner.textContent({ timeout: 500 }).catch(() => '')) ?? '';
  return Number((/([\d,]+) read/.exec(words)?.[1] ?? '0').replaceAll(',', ''));
}

test('a long run is cancelled long before its end and leaves nothing half written', async ({ page, host }) => {
  const { designer, folder } = await startLongRun(page, host);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(designer.banner).toContainText('Cancelled');
  expect(await readSoFar(designer), 'it was not read to its end').toBeLessThan(big.rows);
  expect(existsSync(join(folder, 'all.csv')), 'no half file').toBe(false);
  if (existsSync(join(folder, 'all.sqlite'))) expect(rowsOf(join(folder, 'all.sqlite'), 'SELECT name FROM sqlite_schema')).toEqual([]);
  expect(Object.keys(filesIn(folder)).filter((name) => name !== 'all.sqlite')).toEqual([]);
});

test('when the machine dies in mid-run, the run is shown as interrupted, nothing is half written, and a replay makes the target whole', async ({
  page,
  host,
}) => {
  test.setTimeout(120_000);
  const { folder } = await startLongRun(page, host);
  await host.kill();
  expect(existsSync(join(folder, 'all.csv')), 'no half file').toBe(false);
  await host.start();
  await page.goto(host.url);
  const history = new History(page);
  await history.open();
  const run = await history.openRun();
  await run.isOver(/Interrupted/);
  expect(existsSync(join(folder, 'all.csv'))).toBe(false);
  const tables = existsSync(join(folder, 'all.sqlite')) ? rowsOf(join(folder, 'all.sqlite'), 'SELECT name FROM sqlite_schema') : [];
  expect(tables, 'the table was not begun').toEqual([]);

  const dialog = await run.replayDialog();
  await run.replay(dialog);
  await run.isOver(/Succeeded/, 60_000);
  expect(await run.fates()).toMatchObject({ read: big.rows, delivered: big.rows, rejected: 0, pending: 0 });
  const [counted] = rowsOf(join(folder, 'all.sqlite'), 'SELECT count(*) AS n, count(DISTINCT id) AS ids FROM measurements');
  expect(counted).toEqual({ n: big.rows, ids: big.rows });
  const written = readFileSync(join(folder, 'all.csv'), 'utf8');
  expect(written.split('\n').length - 2).toBe(big.rows);
  expect(
    Object.keys(filesIn(folder)).filter((name) => !/^all\.(csv|sqlite)$/.test(name)),
    'nothing is left lying about',
  ).toEqual([]);
});

test('after a reload, and in a second window, the run that goes on is there, its counts move in both, and both see it cancelled in one', async ({
  page,
  host,
  context,
}) => {
  test.setTimeout(120_000);
  // Two windows are opened and looked at before it would be over.
  const longer = new BigFile(3_000_000);
  const { designer } = await startLongRun(page, host, longer);
  await page.reload();
  const second = await context.newPage();
  await second.goto(page.url());
  const other = new Designer(second);
  await Promise.all(
    [designer, other].map(async (window) => {
      await expect(window.banner).toContainText('Running');
      const seen = await readSoFar(window);
      await expect.poll(() => readSoFar(window), { intervals: [100] }).toBeGreaterThan(seen);
    }),
  );
  await second.getByRole('button', { name: 'Cancel', exact: true }).click();
  for (const window of [designer, other]) {
    await expect(window.banner).toContainText('Cancelled');
    const read = await readSoFar(window);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(longer.rows);
  }
  longer.remove();
});
