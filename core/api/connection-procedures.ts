import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import {
  connectionDetail,
  connectionRow,
  connectionToSave,
  connectionToTest,
  connectionUser,
  environmentChoice,
  queryColumns,
  remoteListing,
  tableList,
  tableName,
  tableShape,
  testEvent,
  vaultState,
} from './connection-models.ts';
import { base, done } from './procedure.ts';

const connectionId = z.object({ connectionId: z.string() });

/** Outside systems: made once, used by many steps. Secrets go in and never come out. NOT_FOUND `connection-not-found`. */
export const connections = {
  list: base.output(z.array(connectionRow)),
  get: base.input(connectionId).output(connectionDetail),
  /**
   * Makes one, or changes its settings and secrets in one environment. CONFLICT `connection-changed-elsewhere`, `connection-name-taken`; USER `vault-locked`
   * and `connection-wrong` (with the setting in `place.field`).
   */
  save: base.input(connectionToSave).output(connectionDetail),
  rename: base.input(connectionId.extend({ name: z.string().trim().min(1).max(100) })).output(connectionDetail),
  /** USER `connection-in-use` while flows use it, unless it is `forced`; `details` names them. */
  remove: base.input(connectionId.extend({ forced: z.boolean().default(false) })).output(done),
  usedBy: base.input(connectionId).output(z.array(connectionUser)),
  /** Looks at all that could be wrong, part by part. Leaving the stream stops it. */
  test: base.input(connectionToTest).output(eventIterator(testEvent)),
  environment: base.output(environmentChoice),
  setEnvironment: base.input(z.object({ environment: environmentSchema })).output(environmentChoice),
  vault: base.output(vaultState),
  /** Asks for the key once more, after a keychain was unlocked or a key file mended. */
  unlock: base.output(vaultState),
  /** For a vault whose key is lost: the next secret makes a new key, and those sealed with the old one have to be given again. USER `vault-open`. */
  startAnew: base.output(vaultState),
  /** Puts the key into the key file as well, for runs without the desktop. USER `vault-empty`, `vault-key-file-taken`, and why it is locked. */
  keepInFile: base.output(vaultState),
  /** All that follows asks the outside system itself, in the current environment. */
  tables: base.input(connectionId.extend({ like: z.string().max(200).default(''), most: z.int().min(1).max(1_000).default(200) })).output(tableList),
  tableShape: base.input(connectionId.extend({ table: tableName })).output(tableShape),
  queryColumns: base
    .input(
      connectionId.extend({
        sql: z.string().max(1_000_000),
        parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
      }),
    )
    .output(queryColumns),
  folder: base.input(connectionId.extend({ folder: z.string().default('') })).output(remoteListing),
};
