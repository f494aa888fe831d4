import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeSmallDisk, type SmallDisk } from '../../../faults/small-disk.ts';
import { OperationalError } from '../../base/errors.ts';
import { moveJournal } from '../../store/journal.ts';
import type { Store } from '../../store/store.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { runsOver, toldByMail } from '../testing/told-by-mail.ts';

/** A disk that becomes full while a run that a file started is at work, and has room again later. */

const RECORDS = 40_000;
const csv = `id,name\n${Array.from({ length: RECORDS }, (_, id) => `${id},Name of number ${id} ${'x'.repeat(40)}\n`).join('')}`;

/** A disk of its own; null where this user may make none. */
function smallDisk(megabytes: number): SmallDisk | null {
  const disk = makeSmallDisk(join(temporaryFolder(), 'disk'), megabytes);
  const { blocks, bsize } = statfsSync(disk.folder);
  if (blocks * bsize > megabytes * 1_048_576) return null;
  onTestFinished(disk.remove);
  return disk;
}

/** A live flow that writes each file that arrives in `tray` to `path`. */
async function live(client: Client, tray: string, path: string, between: object | null) {
  const made = await makeFlow(client, 'Nightly', {
    nodes: [
      aNode('arrival', 'file-arrival', { folder: tray, pattern: '*.csv', steadySeconds: 0, lookSeconds: 1 }, -1),
      aNode('read', 'csv-source', { path: join(tray, '*.csv'), pick: 'arrived', after: 'move' }, 0),
      ...(between ? [aNode('map', 'map-fields', { mapping: between }, 1)] : []),
      aNode('write', 'csv-target', { path }, 2),
    ],
    edges: [anEdge('arrival', 'read', 'start', 'start'), ...(between ? [anEdge('read', 'map'), anEdge('map', 'write')] : [anEdge('read', 'write')])],
  });
  await client.flows.setLive({ flowId: made.flowId, live: true });
  return made;
}

const lay = (tray: string, name: string, text: string) => {
  writeFileSync(join(tray, `.${name}`), text);
  renameSync(join(tray, `.${name}`), join(tray, name));
};

test('the disk of the target: the run fails and says so, what was there stays, and with room again a replay and the next file are well', async (context) => {
  const disk = smallDisk(8);
  if (!disk) return context.skip('no small disk can be made here');
  const tray = temporaryFolder();
  const target = join(disk.folder, 'out/pay.csv');
  mkdirSync(join(disk.folder, 'out'));
  writeFileSync(target, 'from before');
  const { client } = await openApp();
  const inbox = await toldByMail(client);
  const { flowId } = await live(client, tray, target, null);
  disk.fillBut(300_000);
  lay(tray, 'people.csv', csv);
  const [failed] = await runsOver(client, flowId, 1);
  expect(failed).toMatchObject({ status: 'failed', cause: 'file-arrival', error: { code: 'disk-full', place: { node: 'write' } } });
  expect([readFileSync(target, 'utf8'), readdirSync(join(disk.folder, 'out')), existsSync(join(tray, 'people.csv'))]).toEqual([
    'from before',
    ['pay.csv'],
    true,
  ]);
  const [mail] = await inbox.when(1);
  for (const words of [failed?.error?.message, failed?.error?.hint, 'in the step "write"', 'about the file people.csv']) expect(mail?.text).toContain(words);

  disk.empty();
  const again = await untilOver(client, (await client.runs.replay({ runId: failed?.runId ?? '' })).runId);
  expect([again.run.error, again.run.status, readFileSync(target, 'utf8')]).toEqual([undefined, 'succeeded', csv]);
  expect((await inbox.when(2))[1]?.subject).toBe('Well again: Nightly failed');
  lay(tray, 'late.csv', 'id,name\n1,Late\n');
  expect((await runsOver(client, flowId, 3))[0]).toMatchObject({ status: 'succeeded', cause: 'file-arrival', counts: { read: 1 } });
  expect(readFileSync(target, 'utf8')).toBe('id,name\n1,Late\n');
});

/**
 * On a full disk a database still writes into what its files have already: into the journal, and again once that was moved into free pages; and into the room that
 * was kept aside. Until all of it is used up.
 */
function fillFilesOf(store: Store): void {
  const beside = moveJournal(store.file);
  let written = 0;
  const fill = () => {
    for (; ; written++) store.settings.set(`room ${written}`, 'x'.repeat(3_000));
  };
  for (let before = -1; before < written; ) {
    before = written;
    expect(fill).toThrow(expect.objectContaining({ code: 'disk-full' }));
    // Where there is no room for it, that is just what is wanted.
    expect(() => beside.move()).toSatisfy((move: () => void) => {
      try {
        move();
        return true;
      } catch (error) {
        return error instanceof OperationalError && error.code === 'disk-full';
      }
    });
  }
  beside.close();
}

test('the disk of the workspace: the run fails and says so, the administrator is told, and with room again all goes on', async (context) => {
  const disk = smallDisk(320);
  if (!disk) return context.skip('no small disk can be made here');
  const [tray, out] = [temporaryFolder(), temporaryFolder()];
  const workspace = join(disk.folder, 'workspace');
  const { client, app } = await openApp({ workspace });
  const inbox = await toldByMail(client);
  // No name is a number, so that every record is rejected, and kept with the run.
  const { flowId } = await live(client, tray, join(out, 'pay.csv'), { items: [{ to: 'id', from: 'name', type: 'integer' }], rest: 'keep' });
  lay(tray, 'few.csv', 'id,name\n1,Ann\n');
  await runsOver(client, flowId, 1);
  while (app.context.store.ballast.grow());
  disk.fillBut(400_000);
  lay(tray, 'people.csv', csv);
  const [failed] = await runsOver(client, flowId, 2);
  expect(failed).toMatchObject({ status: 'failed', cause: 'file-arrival', counts: { delivered: 0 }, error: { class: 'operational', code: 'disk-full' } });
  expect(failed?.error?.message).toMatch(/^The disk of the workspace is full/);
  // Told while there is no room: what was kept free for that is given back.
  const [, mail] = await inbox.when(2);
  expect(mail?.subject).toBe('Nightly failed');
  for (const words of [failed?.error?.message, failed?.error?.hint, 'about the file people.csv']) expect(mail?.text).toContain(words);

  // Nothing at all can be written any more: what comes is not lost, and it is said why nothing starts.
  disk.empty();
  disk.fillBut(0);
  fillFilesOf(app.context.store);
  lay(tray, 'late.csv', 'id,name\n2,Late\n');
  const trouble = async () => (await client.triggers.list())[0]?.trouble ?? '';
  await expect.poll(trouble, { timeout: 60_000 }).toMatch(/disk is full/);
  expect((await client.runs.list({ flowId })).total).toBe(2);
  disk.empty();
  const [late] = await runsOver(client, flowId, 3);
  expect(late).toMatchObject({ status: 'succeeded-with-rejects', cause: 'file-arrival', counts: { read: 1, rejected: 1 } });
  await expect.poll(trouble, { timeout: 60_000 }).toBe('');
  const again = await untilOver(client, (await client.runs.replay({ runId: failed?.runId ?? '' })).runId);
  expect(again.run).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: RECORDS, rejected: RECORDS } });
  expect((await client.runs.list({ flowId })).total).toBe(4);
});
