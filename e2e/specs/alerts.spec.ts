import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceivingServer } from '../../core/connections/smtp/testing/receiving-server.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

test('a failing run is told by mail once, stands on the page, is acknowledged with a note, and is well again with the next run', async ({ page, host }) => {
  const server = await ReceivingServer.start({ encryption: 'none' });
  try {
    const look = new Look(page);
    await look.begin();
    const designer = new Designer(page);
    const connections = new Connections(page);
    await designer.open(host.url);
    await connections.open();
    await connections.choose('Mail server');
    await connections.fill('Name of the connection', 'Office mail');
    await connections.fill('Host', '127.0.0.1');
    await connections.form.getByRole('radiogroup', { name: 'Encryption' }).getByText('None', { exact: true }).click();
    await connections.form.getByRole('radiogroup', { name: 'Sign in' }).getByText('Without signing in').click();
    await connections.fill('Port', String(server.port));
    await connections.fill('Sender address', 'swivel@example.org');
    await connections.test();
    await expect(connections.outcome).toContainText('All is well');
    await connections.save();

    const rail = page.getByRole('navigation', { name: 'Places' });
    await rail.getByRole('link', { name: /^Alerts/ }).click();
    await expect(page.getByRole('heading', { name: 'All is well' })).toBeVisible();
    await look.at('alerts-none', { narrow: true });
    await page.getByRole('button', { name: 'Choose who is told' }).click();
    await page.getByRole('button', { name: 'Add mail' }).click();
    await page.getByLabel('By the mail server').selectOption({ label: 'Office mail' });
    await page.getByLabel('Mail goes to').fill('ann@example.org\nbob@example.org');
    await page.getByRole('button', { name: 'Test the channel Mail' }).click();
    await server.came(1);
    expect(server.mails[0]).toMatchObject({ from: 'swivel@example.org', to: ['ann@example.org', 'bob@example.org'] });
    await page.getByLabel('Runs started by hand too').check({ force: true });
    await look.at('alerts-settings', { narrow: true });
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(page.getByText('Not kept yet')).toBeHidden();

    const out = join(host.workspace, 'out.csv');
    writeFileSync(join(host.workspace, 'people.csv'), 'id\n1\n');
    writeFileSync(out, 'old');
    const flows = new Flows(page);
    await flows.open();
    await flows.import(
      flowOf('HR to payroll', [
        { id: 'in', kind: 'csv-source', name: 'People', config: { path: join(host.workspace, 'people.csv') } },
        { id: 'out', kind: 'csv-target', name: 'Payroll', config: { path: out, ifExists: 'fail' } },
      ]),
    );
    await designer.runToEnd(/Failed/);
    await server.came(2);
    expect(server.mails[1]?.raw).toContain('Subject: HR to payroll failed');
    expect(server.mails[1]?.raw).toContain('What to do');
    await designer.runToEnd(/Failed/);

    await rail.getByRole('link', { name: /^Alerts/ }).click();
    await expect(rail.getByRole('img', { name: '1 alert not acknowledged' })).toBeVisible();
    const panel = page.getByRole('article', { name: 'HR to payroll failed' });
    await expect(panel).toContainText('2 times');
    await expect(panel.getByRole('region', { name: 'Messages' })).toContainText('What has happened: sent');
    expect(server.mails).toHaveLength(2);
    await look.at('alerts-open', { narrow: true });
    await panel.getByLabel('Note').fill('The old file is in the way.');
    await panel.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(panel).toContainText('The old file is in the way.');
    await expect(rail.getByRole('img', { name: /not acknowledged/ })).toBeHidden();
    await panel.getByRole('link', { name: 'Open the flow' }).click();

    rmSync(out);
    await designer.runToEnd(/Succeeded/);
    await server.came(3);
    expect(server.mails[2]?.raw).toContain('Subject: Well again: HR to payroll failed');
    await rail.getByRole('link', { name: /^Alerts/ }).click();
    await expect(page.getByRole('list', { name: 'Alerts, newest first' }).getByRole('link')).toContainText('Well again');
    await page.getByRole('button', { name: 'Still open', exact: true }).click();
    await expect(page.getByText('No alert is like that.')).toBeVisible();
    await page.getByRole('button', { name: 'Over', exact: true }).click();
    await expect(panel).toContainText('That it is over: sent');
    await look.at('alerts-over', { narrow: true });
    look.clean(4);
  } finally {
    await server.close();
  }
});

test('who is told of one flow is said beside its drawing, and stands on the page of alerts', async ({ page, host }) => {
  const look = new Look(page);
  await look.begin();
  const designer = new Designer(page);
  await designer.open(host.url);
  await designer.canvas.click({ position: { x: 20, y: 20 } });
  const told = page.getByRole('region', { name: 'Who is told' });
  const files = (part: typeof told) => part.getByRole('group', { name: 'A file is missing, late or not as usual' }).getByLabel('Desktop');
  await files(told).uncheck();
  await told.getByLabel('Rejected records a run of it may have').fill('25');
  await told.getByLabel('Rejected records a run of it may have').press('Enter');
  await look.at('who-is-told', { part: 'section[aria-label="Who is told"]' });
  await told.getByRole('link', { name: /^Channels/ }).click();
  const card = page.getByRole('region', { name: 'Nightly employees to payroll' });
  await expect(card.getByLabel('Rejected records a run of it may have')).toHaveValue('25');
  await expect(files(card)).not.toBeChecked();
  await files(card).check();
  await look.at('alerts-flow-rules', { narrow: true });
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('Not kept yet')).toBeHidden();
  await page.goBack();
  await designer.canvas.click({ position: { x: 20, y: 20 } });
  await expect(files(told)).toBeChecked();
  look.clean(2);
});
