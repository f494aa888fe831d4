import { createServer } from 'node:net';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Look } from '../pages/look.ts';

/** A port at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the test of each kind says exactly what is wrong: the name, nobody there, the database, the user, and when all is well', async ({ page, host }) => {
  const look = new Look(page);
  await look.begin();
  const connections = new Connections(page);
  const port = String(await closedPort());
  const last = connections.parts.getByRole('listitem').last();
  await new Designer(page).open(host.url);
  await connections.open();

  await connections.choose('PostgreSQL');
  await connections.fill('Host', 'nowhere.invalid');
  await connections.fill('Database', 'test');
  await connections.fill('User', 'root');
  await connections.form.getByRole('combobox', { name: 'Encryption' }).selectOption({ label: 'Not encrypted' });
  await connections.test();
  await expect(last).toContainText('nowhere.invalid');
  await expect(last.getByRole('img', { name: 'Wrong' })).toBeVisible();
  await connections.fill('Host', '127.0.0.1');
  await connections.fill('Port', port);
  await connections.test();
  await expect(last).toContainText(port);
  await look.at('kind-postgres', { narrow: true });
  await connections.fill('Port', '5432');
  await connections.fill('User', 'nobody_of_that_name');
  await connections.test();
  await expect(last).toContainText('nobody_of_that_name');
  await connections.fill('User', 'root');
  await connections.fill('Database', 'no_such_database');
  await connections.test();
  await expect(last).toContainText('no_such_database');
  await connections.fill('Database', 'test');
  await connections.test();
  await expect(connections.outcome).toContainText('All is well');

  await page.goto(`${host.url.replace(/#.*/, '')}#/connections/new`);
  await connections.choose('MySQL or MariaDB');
  for (const [label, value] of Object.entries({ Host: '127.0.0.1', Database: 'test', User: 'root', Password: 'wrong' })) await connections.fill(label, value);
  await connections.form.getByRole('combobox', { name: 'Encryption' }).selectOption({ label: 'Not encrypted' });
  await connections.test();
  await expect(connections.parts.getByRole('listitem').filter({ hasText: 'Signed in' }).getByRole('img', { name: 'Wrong' })).toBeVisible();
  await connections.fill('Password', '');
  await connections.test();
  await expect(connections.outcome).toContainText('All is well');

  for (const [kind, fills, wrong] of [
    ['Mail server', { Host: '127.0.0.1', Port: port, User: 'hr', Password: 'x', 'Sender address': 'hr@example.org' }, port],
    ['HTTP service', { Address: `http://127.0.0.1:${port}/` }, 'switch on "Internal addresses"'],
    ['SFTP', { Host: '127.0.0.1', Port: port, User: 'hr', Password: 'x' }, port],
  ] as const) {
    await page.goto(`${host.url.replace(/#.*/, '')}#/connections/new`);
    await connections.choose(kind);
    for (const [label, value] of Object.entries(fills)) await connections.fill(label, value);
    await connections.test();
    await expect(connections.outcome).toBeVisible();
    await look.at(`kind-${kind.toLowerCase().replace(' ', '-')}`);
    await expect(last, kind).toContainText(wrong);
  }
  look.clean(4);
});
