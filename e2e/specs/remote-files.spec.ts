import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestSftpServer } from '../../core/connections/testing/sftp-server.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { StepForm } from '../pages/forms.ts';
import { Look } from '../pages/look.ts';

test('a file is chosen on a server, seen in the preview, read by a run, written back, and moved away after that', async ({ page, host }) => {
  const root = join(host.workspace, 'remote');
  mkdirSync(join(root, 'in'), { recursive: true });
  writeFileSync(join(root, 'in/people.csv'), 'id,name\n1,Ada\n2,Grace\n3,Edsger\n');
  writeFileSync(join(root, 'in/notes.txt'), 'not for us');
  const server = await TestSftpServer.start(root);
  const look = new Look(page);
  await look.begin();
  try {
    const [designer, connections, form] = [new Designer(page), new Connections(page), new StepForm(page)];
    await designer.open(host.url);
    await connections.open();
    await connections.choose('SFTP');
    await connections.fill('Name of the connection', 'HR files');
    await connections.fill('Host', server.host);
    await connections.fill('Port', String(server.port));
    await connections.fill('User', 'hr');
    await connections.fill('Password', 'sesame');
    await connections.test();
    await connections.parts.getByRole('button', { name: 'I have compared it: accept it' }).click();
    await connections.save();

    await new Flows(page).open();
    await new Flows(page).import(
      flowOf('Nightly people', [
        { id: 's', kind: 'csv-source', name: 'People', config: { pick: 'all' } },
        { id: 't', kind: 'csv-target', name: 'Written', config: { path: 'out/people_{date}.csv' } },
      ]),
    );
    await designer.select('People');
    await form.setting('connection').getByRole('combobox').click();
    await page.getByRole('option', { name: /HR files/ }).click();
    const dialog = await form.browse('path');
    await dialog.getByText('in', { exact: true }).click();
    await expect(dialog.getByText('people.csv')).toBeVisible();
    await look.at('remote-browse', { part: '[role="dialog"]', narrow: true });
    await dialog.getByText('people.csv').click();
    await expect(form.setting('path').getByRole('textbox')).toHaveValue(/people\.csv$/);
    await form.setting('after').getByRole('combobox').selectOption('Move it to a folder');
    await designer.preview();
    expect(await designer.row(3)).toEqual(['3', 'Edsger']);
    await look.at('remote-source', { narrow: true });
    expect(readdirSync(join(root, 'in')).sort(), 'a preview moves nothing').toEqual(['notes.txt', 'people.csv']);

    await designer.select('Written');
    await form.setting('connection').getByRole('combobox').click();
    await page.getByRole('option', { name: /HR files/ }).click();
    await designer.saved();
    await designer.runToEnd(/Succeeded|delivered/i);
    await expect.poll(() => readdirSync(join(root, 'in')).sort()).toEqual(['done', 'notes.txt']);
    expect(readdirSync(join(root, 'in/done'))).toEqual(['people.csv']);
    const [written = ''] = readdirSync(join(root, 'out'));
    expect(written).toMatch(/^people_\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(join(root, 'out', written), 'utf8')).toBe('id,name\n1,Ada\n2,Grace\n3,Edsger\n');
    look.clean(2);
  } finally {
    await server.close();
  }
});
