import { defineConnectionRun } from '../../catalog/connection-spec.ts';
import type { HttpConfig } from './http-config.ts';
import { HttpConnection } from './service.ts';
import { testConnection } from './test-connection.ts';

/** Speaks HTTP/1.1 and HTTP/2 through connections of its own. */
export const run = defineConnectionRun<HttpConfig, 'http'>({
  family: 'http',
  open: async (config, secrets, context) => {
    const connection = new HttpConnection(config, secrets, context);
    return { use: connection, close: () => connection.close() };
  },
  test: testConnection,
});
