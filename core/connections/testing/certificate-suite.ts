import { afterAll, expect, test } from 'vitest';
import type { ConnectionRun, TestedPart } from '../../catalog/connection-spec.ts';
import { connectContext } from './connect-context.ts';
import type { DatabaseSettings } from './databases/member.ts';
import { TestAuthority } from './http-identity.ts';
import type { Front } from './tls-fronts.ts';

interface Certified extends DatabaseSettings {
  ca: string;
}

/** The promises about certificates, for a kind and something that encrypts with the identity it is given. */
export function certificateSuite<C extends Certified>(
  title: string,
  run: ConnectionRun<C, 'database'>,
  base: C,
  start: (identity: { cert: string; key: string }) => Promise<Front>,
): void {
  const authority = new TestAuthority();
  afterAll(() => authority.close());
  const encryption = async (host: string, days: number, settings: Partial<Certified>): Promise<TestedPart | undefined> => {
    const front = await start(authority.identity(host, days));
    try {
      for await (const part of run.test(
        { ...base, host: 'localhost', port: front.port, tls: 'verify', ca: authority.pem, ...settings },
        { password: 'x' },
        connectContext('payroll'),
      ))
        if (part.part === 'encryption') return part;
      return undefined;
    } finally {
      await front.close();
    }
  };

  test(`${title}: a certificate is accepted when it is right, and what is wrong with it is told`, async () => {
    expect(await encryption('localhost', 30, {})).toMatchObject({ ok: true });
    expect(await encryption('elsewhere.example', 30, {})).toMatchObject({ ok: false, message: expect.stringContaining('another host') });
    expect(await encryption('localhost', -1, {})).toMatchObject({ ok: false, message: expect.stringContaining('expired') });
    expect(await encryption('localhost', 30, { ca: '' })).toMatchObject({ ok: false, message: expect.stringContaining('nobody this machine trusts') });
    expect(await encryption('elsewhere.example', -1, { tls: 'require', ca: '' })).toMatchObject({ ok: true });
  });
}
