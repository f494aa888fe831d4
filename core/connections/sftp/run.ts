import { defineConnectionRun } from '../../catalog/connection-spec.ts';
import { Line } from './line.ts';
import { SftpPlace } from './sftp-place.ts';
import type { SftpConfig } from './spec.ts';
import { testSftp } from './test-sftp.ts';

/** Speaks to SFTP servers. */
export const run = defineConnectionRun<SftpConfig, 'files'>({
  family: 'files',
  async open(config, secrets, context) {
    const line = new Line(config, secrets, context);
    await line.connect();
    return { use: new SftpPlace(line), close: () => line.close() };
  },
  test: testSftp,
});
