import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestSftpServer } from '../../core/connections/testing/sftp-server.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';

test('a folder on a server is chosen by looking into it, with keyboard and filter, as one of this machine', async ({ page, host }) => {
  const root = join(host.workspace, 'remote');
  for (const folder of ['in', 'in/january', 'in/february', 'out']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'in/people.csv'), 'name\nAnn\n');
  const server = await TestSftpServer.start(root, { user: { name: 'hr', password: 'sesame' } });
  try {
    const look = new Look(page);
    await look.begin();
    const designer = new Designer(page);
    const connections = new Connections(page);
    const flows = new Flows(page);
    await designer.open(host.url);
    await connections.open();
    await connections.choose('SFTP');
    for (const [label, value] of Object.entries({ 'Name of the connection': 'HR files', Host: server.host, Port: String(server.port), User: 'hr' }))
      await connections.fill(label, value);
    await connections.fill('Password', 'sesame');
    await connections.fill('Fingerprint of the host', server.fingerprint);
    await connections.save();
    await flows.open();
    const flow = flowOf('Arrivals by night', [
      { id: 'a', kind: 'file-arrival', name: 'Arrived', config: {} },
      { id: 'r', kind: 'csv-source', name: 'Read', config: { path: 'people.csv' } },
      { id: 'w', kind: 'csv-target', name: 'Write', config: { path: 'out.csv' } },
    ]);
    const [, onwards] = flow.edges;
    await flows.import({ ...flow, edges: [{ id: 'start', from: { node: 'a', port: 'start' }, to: { node: 'r', port: 'start' } }, onwards] });
    await designer.select('Arrived');
    const picker = designer.settings.getByRole('combobox', { name: 'Place' });
    await picker.click();
    await page.getByRole('option', { name: /HR files/ }).click();
    await designer.settings.locator('[data-setting="folder"]').getByRole('button', { name: 'Browse' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Folder in' }).click();
    await expect(dialog.getByRole('button', { name: /january/ })).toBeVisible();
    await look.at('remote-folder', { part: '[role="dialog"]' });
    await page.keyboard.press('Tab');
    await dialog.getByRole('searchbox').fill('febr');
    await expect(dialog.getByText('1 entry').or(dialog.getByText('1 entries'))).toBeVisible();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await expect(designer.settings.locator('[data-setting="folder"] input')).toHaveValue(/in\/february$/);
    await page.getByRole('switch', { name: 'Live' }).click({ force: true });
    const publish = page.getByRole('dialog', { name: 'Publish Arrivals by night?' });
    await expect(publish).toContainText('"HR files" is not set for the test environment.');
    await look.at('publish', { part: '[role="dialog"]' });
    await publish.getByRole('button', { name: 'Cancel' }).click();
    await expect(publish).toBeHidden();
    look.clean(2);
  } finally {
    await server.close();
  }
});
