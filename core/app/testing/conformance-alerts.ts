import { expect } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, contractError, makeFlow, untilOver } from './conformance-flows.ts';

/** Calls every procedure about alerts, with the errors it declares. */
export async function callAlerts(client: Client): Promise<void> {
  const { alerts } = client;
  const settings = await alerts.settings();
  expect(settings.channels).toEqual([{ kind: 'desktop', id: 'desktop', name: 'Desktop' }]);
  const mail = { kind: 'mail' as const, id: 'm', name: 'Office', connectionId: 'nowhere', to: ['ann@example.org'] };
  const wrong = { ...settings, channels: [{ ...mail, to: ['ann@example.org\r\nBcc: eve@example.org'] }] };
  await expect(alerts.saveSettings(wrong)).rejects.toEqual(contractError('USER', 'alert-recipient'));
  const wanted = { ...settings, manualRuns: true, channels: [mail] };
  expect(await alerts.saveSettings(wanted)).toEqual(wanted);
  expect(await alerts.settings()).toEqual(wanted);
  await expect(alerts.test({ channel: mail })).rejects.toEqual(contractError('USER', 'alert-channel-failed'));

  const { flowId } = await makeFlow(
    client,
    'Told of',
    {
      nodes: [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('write', 'csv-target', { path: 'out.csv', ifExists: 'fail' }, 1)],
      edges: [anEdge('read', 'write')],
    },
    { 'people.csv': 'name\nAnn\n', 'out.csv': 'old' },
  );
  const { runId } = await client.runs.start({ flowId, mode: 'run' });
  await untilOver(client, runId);
  const query = { state: 'open' as const, flowId, limit: 10, language: 'en' as const };
  await expect.poll(async () => (await alerts.page(query)).total).toBe(1);
  const [row] = (await alerts.page(query)).rows;
  expect(row).toMatchObject({ kind: 'run-failed', flowId, runId, title: 'Told of failed', count: 1, seenAt: null, closedAt: null });
  const incidentId = row?.incidentId ?? '';
  await expect.poll(async () => (await alerts.detail({ incidentId, language: 'de' })).messages.map(({ attempts }) => attempts.length)).toEqual([1]);
  const detail = await alerts.detail({ incidentId, language: 'de' });
  expect(detail).toMatchObject({ title: 'Told of ist gescheitert', messages: [{ about: 'opened', channelName: 'Office', state: 'waiting' }] });
  expect(detail.what).toContain('„Told of“ hat vor dem Ende angehalten.');
  const messageId = detail.messages[0]?.messageId ?? '';
  await expect(alerts.sendAgain({ messageId })).rejects.toEqual(contractError('USER', 'alert-not-found'));
  expect(await alerts.acknowledge({ incidentId, note: ' mine ' })).toEqual({ ok: true });
  expect((await alerts.page({ ...query, state: 'unseen' })).total).toBe(0);
  expect(await alerts.close({ incidentId })).toEqual({ ok: true });
  expect((await alerts.page({ ...query, state: 'closed' })).rows).toMatchObject([{ incidentId, seenNote: 'mine', closedBy: expect.any(String) }]);
  await expect(alerts.detail({ incidentId: 'nobody', language: 'en' })).rejects.toEqual(contractError('USER', 'alert-not-found'));
  await alerts.saveSettings(settings);
}
