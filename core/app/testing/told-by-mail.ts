import { expect, onTestFinished } from 'vitest';
import { readMail } from '../../../scripts/testing/read-mail.ts';
import { ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import type { Client } from '../in-memory-pair.ts';

/** The administrator's inbox. */
export interface Inbox {
  /** What came until now, as it is read. */
  mails(): { subject: string; text: string }[];
  /** Waits until so many came, and gives them. */
  when(count: number): Promise<{ subject: string; text: string }[]>;
  readonly server: ReceivingServer;
}

/** Has the alerts of a workspace mailed to one administrator, over a real mail server. `tick` lets time go on where a test moves the clock. */
export async function toldByMail(client: Client, tick: () => void = () => undefined): Promise<Inbox> {
  const server = await ReceivingServer.start({ encryption: 'none' });
  onTestFinished(() => server.close());
  const config = { host: '127.0.0.1', port: server.port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org' };
  const { connectionId } = await client.connections.save({ kind: 'smtp', name: 'Mail', environment: 'production', config, secrets: {} });
  const settings = await client.alerts.settings();
  const channels = [{ kind: 'mail' as const, id: 'admin', name: 'Administrator', connectionId, to: ['admin@example.org'] }];
  await client.alerts.saveSettings({ ...settings, channels });
  const mails = () => server.mails.map(({ raw }) => readMail(raw));
  return {
    mails,
    server,
    async when(count) {
      const look = () => {
        tick();
        return mails().map(({ subject }) => subject);
      };
      await expect.poll(look, { timeout: 60_000 }).toHaveLength(count);
      return mails();
    },
  };
}

/** Waits until the flow has so many runs and all of them are over; gives them, the newest first. */
export async function runsOver(client: Client, flowId: string, count: number): Promise<Awaited<ReturnType<Client['runs']['list']>>['runs']> {
  let runs: Awaited<ReturnType<Client['runs']['list']>>['runs'] = [];
  await expect
    .poll(
      async () => {
        ({ runs } = await client.runs.list({ flowId, limit: 500 }));
        return runs.filter(({ finishedAt }) => finishedAt !== null).length;
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(count);
  for (const { counts, status, runId } of runs) {
    const { read, delivered, filtered, duplicates, rejected, pending } = counts;
    expect(delivered + filtered + duplicates + rejected + pending, `the books of ${runId}, ${status}`).toBe(read);
  }
  return runs;
}
