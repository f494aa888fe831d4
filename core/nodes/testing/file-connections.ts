import { mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadConnection } from '../../connections/runs.ts';
import { spec } from '../../connections/sftp/spec.ts';
import { TestSftpServer } from '../../connections/testing/sftp-server.ts';
import type { RunJob } from '../../engine/run-job.ts';
import type { JobConnection } from '../../engine/step-connections.ts';
import { KindWorkspace } from './kind-workspace.ts';

/** Runs flows of real kinds in the real engine, with an SFTP server that the connection `sftp` leads to. */
export class SftpWorkspace extends KindWorkspace {
  readonly server: TestSftpServer;
  /** The local folder that the connection is set to; on the server it is `/` and its own name. */
  readonly outside: string;

  private constructor(server: TestSftpServer, outside: string) {
    super();
    this.server = server;
    this.outside = outside;
  }

  static async start(outside: string): Promise<SftpWorkspace> {
    mkdirSync(outside, { recursive: true });
    return new SftpWorkspace(await TestSftpServer.start(dirname(outside)), outside);
  }

  /** What a run needs beside its flow to use the connection. */
  get connections(): JobConnection[] {
    const config = spec.config.parse({ ...this.server.config, folder: `/${basename(this.outside)}`, timeoutMs: 2000, keepAliveMs: 0 });
    const secrets = { password: this.server.user.password };
    return [{ id: 'sftp', name: 'HR files', kind: 'sftp', environment: 'test', revision: 1, config: { ...config }, secrets }];
  }

  override kinds() {
    return { ...super.kinds(), loadConnection };
  }

  override job(...[flow, more]: Parameters<KindWorkspace['job']>): RunJob {
    return super.job(flow, { connections: this.connections, ...more });
  }

  /** Names in a folder of the server, with the hidden ones. */
  there(folder = ''): string[] {
    return readdirSync(join(this.outside, folder)).sort();
  }

  async end(): Promise<void> {
    await this.server.close();
    this.close();
  }
}
