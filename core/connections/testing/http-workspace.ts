import type { JobConnection } from '../../engine/step-connections.ts';
import { KindWorkspace } from '../../nodes/testing/kind-workspace.ts';
import { httpConfigSchema } from '../http/http-config.ts';
import { loadConnection } from '../runs.ts';

/** The secret that the service of a test wants to see, and that nobody else may. */
export const CANARY = 'canary-3f9d20aa';

/** Runs flows whose steps speak to HTTP services. */
export class HttpWorkspace extends KindWorkspace {
  override kinds() {
    return { ...super.kinds(), loadConnection };
  }
}

/** A connection called "api" to a service of this machine, with short limits. */
export const api = (address: string, more: object = {}): JobConnection => ({
  id: 'api',
  name: 'HR API',
  kind: 'http',
  environment: 'test',
  revision: 1,
  config: httpConfigSchema().parse({ address, signIn: 'bearer', internal: true, connectMs: 1000, firstByteMs: 400, totalMs: 5000, ...more }),
  secrets: { token: CANARY },
});
