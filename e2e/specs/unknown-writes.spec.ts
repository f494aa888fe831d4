import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { rowsOf } from '../fixtures/disk.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, type Host, test } from '../fixtures/host.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { History, type RunPage } from '../pages/runs.ts';

const SETTING = 'When it is not known whether something was written';

/**
 * Runs a flow that adds three rows to a table, and lets the program die while the commit waits for a reader of that table: nobody can know whether it
 * happened. Gives the page of the interrupted run.
 */
async function dieAtCommit(page: Page, host: Host, unknown?: string): Promise<{ run: RunPage; held(): string[] }> {
  const table = join(host.workspace, 'log.sqlite');
  const reader = new DatabaseSync(table);
  reader.exec('CREATE TABLE log (id TEXT)');
  writeFileSync(join(host.workspace, 'notes.csv'), 'id\n1\n2\n3\n');
  const designer = new Designer(page);
  await designer.open(host.url);
  const flows = new Flows(page);
  await flows.open();
  await flows.import(
    flowOf('Append notes', [
      { id: 'in', kind: 'csv-source', name: 'Notes', config: { path: join(host.workspace, 'notes.csv') } },
      { id: 'table', kind: 'sqlite-table', name: 'Note log', config: { database: table, table: 'log', mode: 'append' } },
    ]),
  );
  await designer.select('Note log');
  if (unknown) await designer.hands.choose(designer.settings.getByLabel(SETTING), unknown);
  else await expect(designer.settings.getByLabel(SETTING)).toHaveValue('ask');
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM log').get();
  await designer.run();
  const intents = () => rowsOf(join(host.workspace, 'swivel.sqlite'), "SELECT state FROM effects WHERE effects = 'appending-write'");
  await expect.poll(intents, { intervals: [20], timeout: 20_000 }).toEqual([{ state: 'intent' }]);
  await host.kill();
  reader.exec('COMMIT');
  reader.close();
  await host.start();
  await page.goto(host.url);
  const history = new History(page);
  await history.open();
  const run = await history.openRun();
  await run.isOver(/Interrupted/);
  await run.accounted();
  return { run, held: () => rowsOf(table, 'SELECT id FROM log ORDER BY id').map((row) => String(row['id'])) };
}

test('a write of which nobody knows is not repeated before somebody has decided; sent again, every record arrives', async ({ page, host }) => {
  const { run, held } = await dieAtCommit(page, host);
  const unknown = page.getByRole('region', { name: 'Unknown writes' });
  await expect(unknown).toContainText('Note log: 3 records');
  await unknown.getByText('What is known').click();
  await expect(unknown.getByRole('listitem')).toContainText('the program ended before an answer came');

  await page.getByRole('button', { name: 'Replay…' }).click();
  const undecided = page.getByRole('dialog', { name: /^Replay this run/ });
  await expect(undecided.getByText('This cannot be replayed.')).toBeVisible();
  await expect(undecided.getByRole('button', { name: /^Replay/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  expect(held(), 'a question writes nothing').toEqual([]);

  await unknown.getByRole('button', { name: 'Send again', exact: true }).click();
  await expect(unknown).toContainText('Will be sent again.');
  const dialog = await run.replayDialog();
  await expect(dialog).toContainText('they may arrive twice');
  await run.replay(dialog);
  await run.isOver(/Succeeded/);
  expect(await run.accounted()).toMatchObject({ read: 3, delivered: 3 });
  expect(held()).toEqual(['1', '2', '3']);
});

test('a write of which nobody knows is left when somebody says so: the replay sends nothing', async ({ page, host }) => {
  const { run, held } = await dieAtCommit(page, host);
  const unknown = page.getByRole('region', { name: 'Unknown writes' });
  await unknown.getByRole('button', { name: 'Don’t send again' }).click();
  await expect(unknown).toContainText('Will not be sent again.');
  await run.show(/^Log/);
  await page.reload();
  await run.isOver(/Interrupted/);
  await run.show(/^Log/);
  await expect(run.details.getByRole('log')).toContainText('will be left as it is');
  await run.replay(await run.replayDialog());
  await run.isOver(/Succeeded/);
  expect((await run.accounted()).delivered).toBe(0);
  expect(held()).toEqual([]);
});

test('a step that is set to send again needs no decision, and the page says that the setting decided', async ({ page, host }) => {
  const { run, held } = await dieAtCommit(page, host, 'Send it again');
  const unknown = page.getByRole('region', { name: 'Unknown writes' });
  await expect(unknown).toContainText('Will be sent again.');
  await unknown.getByText('What is known').click();
  await expect(unknown.getByRole('listitem')).toContainText('as the step is set to');
  await run.replay(await run.replayDialog());
  await run.isOver(/Succeeded/);
  expect(await run.accounted()).toMatchObject({ read: 3, delivered: 3 });
  expect(held()).toEqual(['1', '2', '3']);
});
