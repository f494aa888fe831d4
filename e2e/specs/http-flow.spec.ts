import { json, startServer } from '../../core/connections/testing/http-server.ts';
import { flowOf } from '../fixtures/flow-text.ts';
import { expect, test } from '../fixtures/host.ts';
import { Connections } from '../pages/connections.ts';
import { Designer } from '../pages/designer.ts';
import { Flows } from '../pages/flows.ts';
import { Look } from '../pages/look.ts';
import { RunPage } from '../pages/runs.ts';

const PEOPLE = Array.from({ length: 25 }, (_, at) => ({ EmpNo: `${100 + at}`, Name: `Person ${at}` }));

test('an API is read page by page, asked for each record, and a webhook is told: connection, preview, rehearsal, run, receipt', async ({ page, host }) => {
  const api = await startServer((request, response) => {
    const url = new URL(request.path, 'http://x');
    if (request.headers['x-api-key'] !== 'canary-44e1') return json(response, { message: 'no such key' }, 401);
    if (url.pathname === '/me') return json(response, { name: 'payroll' });
    if (url.pathname === '/people')
      return json(response, { data: PEOPLE.slice((Number(url.searchParams.get('page')) - 1) * 10, Number(url.searchParams.get('page')) * 10) });
    return json(response, { centre: `CC-${url.pathname.split('/').at(-1)}` });
  });
  const hook = await startServer((_request, response) => json(response, { status: 'success' }));
  try {
    const look = new Look(page);
    await look.begin();
    const designer = new Designer(page);
    const { settings } = designer;
    const [flows, connections] = [new Flows(page), new Connections(page)];
    await designer.open(host.url);
    await connections.open();
    const make = async (name: string, signIn: string, fills: Record<string, string>) => {
      await connections.choose('HTTP service');
      await connections.fill('Name of the connection', name);
      await connections.form.getByRole('combobox', { name: 'Way to sign in' }).selectOption({ label: signIn });
      for (const [label, value] of Object.entries(fills)) await connections.fill(label, value);
      const internal = connections.form.getByRole('switch', { name: 'Internal addresses' });
      // Whether a section was unfolded is remembered.
      if (!(await internal.isVisible())) await connections.form.getByText('Reach', { exact: true }).click();
      await internal.press('Space');
    };
    await make('HR API', 'API key', { Address: api.address, Key: 'canary-44e1', 'Test path': '/me' });
    await connections.test();
    await expect(connections.outcome).toContainText('All is well');
    await look.at('http-connection');
    await connections.save();
    await connections.open();
    await page
      .getByRole('link', { name: /New connection/ })
      .or(page.getByRole('button', { name: /New connection/ }))
      .first()
      .click();
    await make('Zap', 'Secret address', { Address: hook.address, 'Secret part of the address': '/hooks/catch/12/canary-99ab' });
    await connections.save();

    await flows.open();
    await flows.import(
      flowOf('Cost centres', [
        { id: 's', kind: 'http-source', name: 'Employees', config: {} },
        { id: 'l', kind: 'http-lookup', name: 'Cost centre', config: { fields: [{ from: 'centre', to: 'Centre' }] } },
        { id: 't', kind: 'http-target', name: 'Tell Zapier', config: {} },
      ]),
    );
    const chooseConnection = async (name: RegExp) => {
      await settings.getByRole('combobox', { name: 'Connection' }).click();
      await page.getByRole('option', { name }).click();
    };
    await designer.select('Employees');
    await look.at('http-source-empty');
    await chooseConnection(/HR API/);
    await settings.getByLabel('Path', { exact: true }).fill('/people');
    await settings.getByLabel('Path to the records').fill('data');
    await settings.getByRole('combobox', { name: 'The answer comes' }).selectOption({ label: 'By page number' });
    await designer.preview();
    await expect(designer.grid()).toContainText('Person 0');
    await look.at('http-source');

    await designer.select('Cost centre');
    await chooseConnection(/HR API/);
    await settings.getByLabel('Path', { exact: true }).fill('/centres/{EmpNo}');
    await designer.preview();
    await expect(designer.grid()).toContainText('CC-100');
    await look.at('http-lookup');

    await designer.select('Tell Zapier');
    await chooseConnection(/^Zap(?!ier)/);
    await settings.getByRole('combobox', { name: 'Send to' }).selectOption({ label: 'Zapier Catch Hook' });
    await designer.preview();
    await expect(designer.data).toContainText('would');
    await look.at('http-target', { narrow: true });
    expect(hook.arrived, 'a preview sends nothing').toEqual([]);
    await expect(page.getByText('canary')).toHaveCount(0);

    await designer.runToEnd(/Succeeded.*25 read/);
    await designer.banner.getByRole('link', { name: 'Details' }).click();
    const run = new RunPage(page);
    await run.isOver(/Succeeded/);
    expect(await run.accounted()).toEqual({ read: 25, delivered: 25, filtered: 0, duplicates: 0, rejected: 0, pending: 0 });
    await run.show(/^Read and written/);
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: hook.address.replace('http://', '') })
        .first(),
    ).toContainText('25');
    await look.at('http-receipt', { narrow: true });
    expect(hook.arrived.map(({ path, body }) => [path, JSON.parse(body).Centre])).toEqual(
      PEOPLE.map(({ EmpNo }) => ['/hooks/catch/12/canary-99ab', `CC-${EmpNo}`]),
    );
    await expect(page.getByText('canary')).toHaveCount(0);
    look.clean(6);
  } finally {
    await Promise.all([api.close(), hook.close()]);
  }
});
