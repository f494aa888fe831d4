import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { errorReportSchema } from '../base/errors.ts';
import { fieldTypeSchema } from '../base/field.ts';

/** The families of outside systems. */
export const connectionFamily = z.enum(['database', 'files', 'http', 'mail']);

/**
 * What uses a connection: a step of a flow or a file that a flow expects, in the newest version of the flow or in the one that is live; or a channel that alerts
 * go out by.
 */
export const connectionUser = z.object({
  what: z.enum(['step', 'expectation', 'alert-channel']),
  /** Empty for a channel of alerts. */
  flowId: z.string(),
  flowName: z.string(),
  /** Id of the step, of what is expected, or of the channel. */
  nodeId: z.string(),
  nodeName: z.string(),
  /** The setting of the step that names the connection; empty for what is no step. */
  setting: z.string(),
  /** Used by the version that is live. */
  live: z.boolean(),
  /** Used by the newest version; false where only the live one still does. */
  newest: z.boolean(),
});
export type ConnectionUser = z.infer<typeof connectionUser>;

/** One thing that a test looked at. */
export const testedPart = z.object({
  part: z.string(),
  ok: z.boolean(),
  /** It is neither known to be good nor to be wrong. */
  untried: z.literal(true).optional(),
  message: z.string(),
  hint: z.string().optional(),
  /** A setting that would make it good, when a person says so: the key that a host shows. */
  accept: z.object({ field: z.string(), value: z.string() }).optional(),
});

/** What the last test of a saved connection found. `outdated` when settings or secrets were changed since. */
export const lastTest = z.object({ at: z.number(), ok: z.boolean(), ms: z.number(), parts: z.array(testedPart), outdated: z.boolean() });

/** A secret that the settings ask for. Its value is never told. */
export const secretState = z.object({
  name: z.string(),
  label: z.string(),
  required: z.boolean(),
  /**
   * `set` can be used; `unset` was never given or was taken away; `other-hosts` was given for other hosts than the settings name now, `other-key` was sealed
   * with a key that this workspace does not have: both have to be given again.
   */
  state: z.enum(['set', 'unset', 'other-hosts', 'other-key']),
  changedAt: z.number().nullable(),
});
export type SecretState = z.infer<typeof secretState>;

/** A connection in one environment. */
export const environmentState = z.object({
  /** Whether it has settings for this environment at all. Without them `hosts` and `secrets` are empty. */
  set: z.boolean(),
  /** Where it leads, in words. */
  summary: z.string(),
  hosts: z.array(z.string()),
  secrets: z.array(secretState),
  /** Labels of secrets that are required and cannot be used. */
  missing: z.array(z.string()),
  /** Why it cannot be used here: `connection-unset`, `secrets-missing`, `hosts-changed`, `vault-locked`, `connection-kind-unknown`; null when it can. */
  trouble: errorReportSchema.nullable(),
  lastTest: lastTest.nullable(),
});
export type EnvironmentState = z.infer<typeof environmentState>;

/** A connection as lists show it. */
export const connectionRow = z.object({
  connectionId: z.string(),
  kind: z.string(),
  /** Null for a kind that this program does not know. */
  family: connectionFamily.nullable(),
  name: z.string(),
  /** Grows with every change of settings or secrets, in either environment. */
  revision: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  environments: z.object({ production: environmentState, test: environmentState }),
  usedBy: z.array(connectionUser),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

const config = z.record(z.string(), z.unknown());

/** A connection with its settings; null where it has none for an environment. Never a secret. */
export const connectionDetail = connectionRow.extend({ configs: z.object({ production: config.nullable(), test: config.nullable() }) });
export type ConnectionDetail = z.infer<typeof connectionDetail>;

/** New values of secrets by name; null takes one away, and those that are not named stay. */
const givenSecrets = z.record(z.string(), z.string().max(100_000).nullable());

/** Settings of a connection for one environment, to be kept. */
export const connectionToSave = z.object({
  /** Absent: a new one is made. */
  connectionId: z.string().optional(),
  /** The revision that was changed; CONFLICT `connection-changed-elsewhere` when it is not the newest. Absent: for a new one. */
  revision: z.number().optional(),
  kind: z.string(),
  name: z.string().trim().min(1).max(100),
  environment: environmentSchema,
  /** Null takes the settings of this environment away, and its secrets with them. */
  config: config.nullable(),
  secrets: givenSecrets.default({}),
});

/**
 * What is to be tested: a saved connection as it is, or with settings and secrets that are not saved yet (then those secrets that are not given are the saved
 * ones, as long as the hosts are the same), or one that was never saved.
 */
export const connectionToTest = z.object({
  connectionId: z.string().optional(),
  environment: environmentSchema,
  draft: z.object({ kind: z.string(), name: z.string(), config, secrets: givenSecrets.default({}) }).optional(),
});

/** What a test tells. `finished` is the last one, always; `error` says why nothing, or no more, could be looked at. */
export const testEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), part: testedPart }),
  z.object({ kind: z.literal('finished'), ok: z.boolean(), ms: z.number(), error: errorReportSchema.optional() }),
]);
export type TestEvent = z.infer<typeof testEvent>;

/** Which environment previews, and runs that somebody starts, use from now on; what is live uses the one it was published for. */
export const environmentChoice = z.object({ current: environmentSchema });

/** How the key to the secrets is kept, and whether it can be used. */
export const vaultState = z.object({
  /** `empty`: no secret was ever kept, a key is made with the first one. `locked`: see `trouble`. */
  state: z.enum(['empty', 'open', 'locked']),
  /** Where the key is, or would be made. */
  keptBy: z.enum(['keychain', 'environment', 'file']),
  /** A sentence on where the key is and what that means for who can read it. */
  sentence: z.string(),
  /** Path of the file that holds the key, alone or as well; null: none does. */
  file: z.string().nullable(),
  trouble: errorReportSchema.nullable(),
  /** Secrets that are kept, and those of them that another key sealed. */
  secrets: z.number(),
  otherKey: z.number(),
});
export type VaultState = z.infer<typeof vaultState>;

/** A table by its name. */
export const tableName = z.object({ schema: z.string().nullable(), name: z.string() });
const column = z.object({
  name: z.string(),
  declared: z.string(),
  type: fieldTypeSchema,
  nullable: z.boolean(),
  hasDefault: z.boolean(),
  generated: z.boolean(),
  length: z.number().optional(),
});

/** Tables of a database that may be seen. */
export const tableList = z.object({
  product: z.string(),
  dialect: z.enum(['postgres', 'mysql']),
  tables: z.array(tableName.extend({ kind: z.enum(['table', 'view']) })),
  /** There are more than were asked for. */
  more: z.boolean(),
});
/** A table as its database describes it; null when there is none of that name. */
export const tableShape = z
  .object({
    table: tableName,
    kind: z.enum(['table', 'view']),
    columns: z.array(column),
    primaryKey: z.array(z.string()),
    uniqueKeys: z.array(z.array(z.string())),
    may: z.object({ insert: z.boolean(), update: z.boolean(), delete: z.boolean() }),
  })
  .nullable();
/** Columns of what a query would give. USER `query-wrong` says what is wrong with it. */
export const queryColumns = z.object({ columns: z.array(column) });
/** What lies in a folder of a place outside. */
export const remoteListing = z.object({
  /** As a person knows the place. */
  title: z.string(),
  folder: z.string(),
  entries: z.array(z.object({ name: z.string(), path: z.string(), bytes: z.number(), modifiedAt: z.number(), kind: z.enum(['file', 'folder', 'other']) })),
  /** There are more than can be shown. */
  more: z.boolean(),
});

/** What a flow file brings, looked at before anything is saved. */
export const importContents = z.object({
  name: z.string(),
  steps: z.number(),
  connections: z.array(
    z.object({
      /** As the file's steps name it. */
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      hosts: z.array(z.string()),
      family: connectionFamily.nullable(),
      usedBy: z.array(z.object({ nodeId: z.string(), nodeName: z.string() })),
      /** The one of this workspace that fits by id, or by kind and name; null when none does. */
      match: z.object({ connectionId: z.string(), name: z.string(), by: z.enum(['id', 'name']), hosts: z.array(z.string()) }).nullable(),
      /** All of this workspace that could stand in its place. */
      candidates: z.array(z.object({ connectionId: z.string(), name: z.string(), summary: z.string() })),
    }),
  ),
  paths: z.array(z.object({ nodeId: z.string(), nodeName: z.string(), path: z.string(), access: z.enum(['read', 'write']) })),
  /** Hosts its connections and addresses in its settings lead to, each once. */
  hosts: z.array(z.string()),
  code: z.array(
    z.object({
      nodeId: z.string(),
      nodeName: z.string(),
      what: z.enum(['snippet', 'formula', 'sql']),
      text: z.string(),
    }),
  ),
  /** Kinds of steps that this program does not know. */
  unknownKinds: z.array(z.string()),
});
export type ImportContents = z.infer<typeof importContents>;

/** What becomes of a connection that an imported flow names: one of this workspace takes its place, an unset one is made, or the steps have none. */
export const importChoice = z.discriminatedUnion('do', [
  z.object({ do: z.literal('use'), connectionId: z.string() }),
  z.object({ do: z.literal('make') }),
  z.object({ do: z.literal('leave-empty') }),
]);
export type ImportChoice = z.infer<typeof importChoice>;
