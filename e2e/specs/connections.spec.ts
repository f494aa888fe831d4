import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TestSftpServer } from '../../core/connections/testing/sftp-server.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';

const PASSWORD = 'open-sesame-4711';

test('a connection is made: its host is accepted, a wrong password is named, the right one passes, is kept out of sight, replaced, and asked for again at another host', async ({
  page,
  host,
}) => {
  const root = join(host.workspace, 'remote');
  mkdirSync(root);
  const server = await TestSftpServer.start(root, { user: { name: 'hr', password: PASSWORD } });
  try {
    const look = new Look(page);
    await look.begin();
    const connections = new Connections(page);
    await new Designer(page).open(host.url);
    await connections.open();
    await expect(page.getByText('A connection says where a system is and how to sign in there')).toBeVisible();
    await look.at('connections-none', { narrow: true });

    await connections.choose('SFTP');
    await connections.fill('Name of the connection', 'HR files');
    await connections.fill('Host', server.host);
    await connections.fill('Port', String(server.port));
    await connections.fill('User', 'hr');
    await connections.fill('Password', 'wrong');
    await connections.test();
    await expect(connections.parts.getByRole('listitem').last()).toContainText(`Its fingerprint is ${server.fingerprint}`);
    await look.at('connection-unknown-host', { narrow: true });
    await connections.parts.getByRole('button', { name: 'I have compared it: accept it' }).click();
    await connections.test();
    await expect(connections.parts.getByRole('listitem').filter({ hasText: 'Signed in' })).toContainText('password');
    await expect(connections.outcome).toContainText('cannot be used as it is');
    await look.at('connection-wrong-password', { narrow: true });

    await connections.fill('Password', PASSWORD);
    await expect(connections.form).toContainText('You have changed something since this test.');
    await connections.test();
    await expect(connections.outcome).toContainText('All is well');
    await connections.save();
    await expect(connections.list.getByRole('link', { name: /HR files/ })).toContainText('not used');
    await page.reload();
    await expect(connections.form.getByText(/^Kept, given /)).toBeVisible();
    expect(await page.content()).not.toContain(PASSWORD);
    await connections.test();
    await expect(connections.outcome).toContainText('All is well');
    await expect(connections.list.getByRole('img', { name: /^Production: Works, tested/ })).toBeVisible();
    await look.at('connection-works', { narrow: true });

    await connections.form.getByRole('button', { name: 'Password', exact: true }).click();
    await connections.fill('Password', 'another');
    await connections.save();
    await connections.test();
    await expect(connections.outcome).toContainText('cannot be used as it is');
    await connections.fill('Host', 'localhost');
    await expect(connections.form).toContainText(`It leads to localhost:${server.port} now.`);
    await expect(connections.form).toContainText('never sent to a new host');
    await look.at('connection-moved');
    await connections.form.getByRole('button', { name: 'Discard the changes' }).click();
    await expect(connections.form.getByText(/^Kept, given /)).toBeVisible();
    look.clean(5);
  } finally {
    await server.close();
  }
});

test('the environment is in sight on every page; nothing falls back to production; a connection is removed after a question', async ({ page, host }) => {
  const look = new Look(page);
  await look.begin();
  const connections = new Connections(page);
  await new Designer(page).open(host.url);
  await connections.open();
  await connections.choose('Mail server');
  await connections.fill('Host', 'mail.example');
  await connections.save();
  await expect(connections.list.getByRole('link', { name: /Mail server/ })).toContainText('mail.example');
  await page.getByRole('button', { name: 'Environment: production' }).click();
  await page.getByRole('menuitem', { name: /\(test\)/ }).click();
  await expect(page.getByRole('note', { name: 'Test environment' })).toBeVisible();
  await page.getByRole('tab', { name: /Test/ }).click();
  await expect(connections.form).toContainText('It never falls back to production');
  await look.at('connection-not-for-test', { narrow: true });
  await connections.form.getByRole('button', { name: 'Set it up, starting from the values of production' }).click();
  await connections.fill('Host', 'mail.test.example');
  await connections.save();
  await expect(connections.list.getByRole('link', { name: /Mail server/ })).toContainText('Test mail.test.example');
  await page.goto(`${host.url.replace(/#.*/, '')}#/runs`);
  await expect(page.getByRole('note', { name: 'Test environment' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('note', { name: 'Test environment' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Find a command, step or flow').fill('switch between production');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('note', { name: 'Test environment' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Environment: production' })).toBeVisible();
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Nightly employees to payroll' }).getByRole('switch').click({ force: true });
  await expect(page.getByRole('contentinfo')).toContainText('1 flow live');
  await page.getByRole('button', { name: 'Environment: production' }).click();
  await page.getByRole('menuitem', { name: /\(test\)/ }).click();
  await expect(page.getByRole('note', { name: 'Test environment' })).toContainText('Live flows stay with what they were published for.');
  await page.getByRole('button', { name: 'Back to production' }).click();
  await expect(page.getByRole('button', { name: 'Environment: production' })).toBeVisible();

  await connections.open();
  await connections.fill('Host', 'mail.changed.example');
  await page.getByRole('link', { name: 'Flows', exact: true }).click();
  await connections.open();
  await expect(connections.list, 'what was typed is not lost with the page').toContainText('not saved');
  await expect(connections.form.getByLabel('Host', { exact: true })).toHaveValue('mail.changed.example');
  await connections.form.getByRole('button', { name: 'Remove…' }).click();
  const question = page.getByRole('dialog', { name: 'Remove Mail server?' });
  await expect(question).toContainText('No step uses it.');
  await look.at('connection-remove', { part: '[role="dialog"]' });
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible();
  look.clean(2);
});

test('a vault whose key is gone says so, and what to do; a new key lets secrets be given again', async ({ page, host }) => {
  const connections = new Connections(page);
  const designer = new Designer(page);
  const look = new Look(page);
  await look.begin();
  await designer.open(host.url);
  await connections.open();
  await connections.choose('Mail server');
  await connections.fill('Host', 'mail.example');
  await connections.fill('User', 'hr');
  await connections.fill('Password', PASSWORD);
  await connections.save();
  await expect(page.getByText(host.keyFile)).toBeVisible();
  await host.stop();
  rmSync(host.keyFile);
  await host.start();
  await designer.open(host.url);
  await connections.open();
  const locked = page.getByRole('alert').filter({ hasText: 'The secrets are locked' });
  await expect(locked).toContainText('The key to the secrets of this workspace is not here.');
  await look.at('connections-locked', { narrow: true });
  await locked.getByRole('button', { name: 'The key is lost…' }).click();
  await locked.getByRole('button', { name: 'Begin with a new key' }).click();
  await expect(locked).toBeHidden();
  await expect(connections.form).toContainText('encrypted with a key that is no longer here');
  await connections.fill('Password', 'again');
  await connections.save();
  await expect(connections.form.getByText(/^Kept, given /)).toBeVisible();
  look.clean(1);
});
