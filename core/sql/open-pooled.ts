import type { ConnectContext, OpenConnection } from '../catalog/connection-spec.ts';
import type { Database } from '../catalog/families/database.ts';
import { type PooledSession, SessionPool } from './session-pool.ts';

/** What opening a database of one product needs. */
export interface PooledParts<S extends PooledSession> {
  readonly settings: { readonly poolSize: number; readonly connectTimeout: number };
  readonly context: ConnectContext;
  /** Signs in once. */
  session(): Promise<S>;
  /** Says what is at the other end. */
  productOf(session: S): Promise<string>;
  database(product: string, pool: SessionPool<S>): Database;
}

/** Opens the first session at once, so that what is wrong is known then; the others as they are needed. Throws what signing in throws, and leaves nothing open. */
export async function openPooled<S extends PooledSession>(parts: PooledParts<S>): Promise<OpenConnection<'database'>> {
  const { settings, context } = parts;
  const pool = new SessionPool<S>({
    name: context.name,
    most: settings.poolSize,
    waitMs: settings.connectTimeout,
    clock: context.clock,
    open: () => parts.session(),
  });
  try {
    const product = await pool.use((session) => parts.productOf(session), context.signal);
    return { use: parts.database(product, pool), close: () => pool.close() };
  } catch (error) {
    await pool.close();
    throw error;
  }
}
