import type * as z from 'zod';
import type { Field } from '../base/field.ts';
import type { TriggerSettings } from '../base/trigger-settings.ts';
import type { DatabaseSide } from './database-side.ts';
import type { ConnectionFamily } from './families/families.ts';
import type { FormSection } from './form.ts';
import { withSettings } from './settings-schema.ts';

/** What a kind of node is for. */
export type Role = 'trigger' | 'source' | 'transform' | 'target';

/** What running a step does to the world outside. The engine uses it to keep previews free of writes and to plan replays. */
export type Effects = 'none' | 'reads' | 'repeat-safe-write' | 'appending-write';

/** Name every reject port has. */
export const REJECT_PORT = 'rejected';
/** Names of the usual single ports. */
export const IN_PORT = 'in';
export const OUT_PORT = 'out';
/** A trigger's only output. Edges from it carry no records; they say which sources it starts. */
export const START_PORT = 'start';

/** A port that records arrive at. */
export interface InputPort {
  name: string;
  label: string;
  /** A step does not run unless this port is connected. Default true. */
  required?: boolean;
  /** More than one edge may end here; their records are put one after another. Default false. */
  many?: boolean;
  /** This port is read to its end before the others deliver (the second input of a lookup). */
  first?: boolean;
  /** Although it is read first, its records are not only looked at: they are moved (the second input of a join) and count in the run's law. */
  moves?: boolean;
  /** All records that arrive must have the same fields: the first ones decide (the header of a file). Lines that bring others are told while designing. */
  sameFields?: boolean;
}

/** A port that records leave by. */
export interface OutputPort {
  name: string;
  label: string;
  /** `reject` for records the step could not handle. Default `data`. */
  carries?: 'data' | 'reject' | 'start';
}

/** How many records leave for one that comes in; decides how the conservation law is checked for the step. */
export type FanOut =
  | 'one' // each record leaves once, is filtered, dropped as a duplicate or rejected
  | 'many' // a record may leave several times (a lookup with several matches, a snippet that emits); the step reports `fannedOut`
  | 'combines'; // several records may become one (a group, a join), and one several; the step reports `fannedOut` and `combined`

/** Icons are names of the renderer's icon set; specs know nothing of pictures. */
export type IconName =
  | 'player-play'
  | 'clock'
  | 'file-type-csv'
  | 'braces'
  | 'database'
  | 'filter'
  | 'arrows-split'
  | 'copy-minus'
  | 'sort-ascending'
  | 'zoom-check'
  | 'code'
  | 'file-export'
  | 'table'
  | 'arrow-fork'
  | 'list-details'
  | 'brackets-contain'
  | 'cut'
  | 'list-numbers'
  | 'sum'
  | 'arrows-join'
  | 'layers-union'
  | 'arrows-diff'
  | 'shield-check'
  | 'table-row'
  | 'table-column'
  | 'question-mark'
  | 'database-import'
  | 'database-export'
  | 'world-download'
  | 'world'
  | 'world-upload'
  | 'mail'
  | 'folder-down'
  | 'webhook'
  | 'player-track-next'
  | 'checklist'
  | 'inbox'
  | 'server'
  | 'key';

/** Languages that a kind may say its summary in itself, where a text cannot be put together from parts that are told. Default: English. */
export type SummaryLanguage = 'en' | 'de';

/** What transforms are for, as the palette groups them. */
export type TransformGroup =
  | 'shape' // other fields, other values: map, number, pivot, flatten
  | 'select' // which records go on, where and in what order: filter, switch, limit, sort, duplicates
  | 'combine' // records of several inputs, or several records into one: look up, join, union, group, nest
  | 'check'; // what is right and what has changed: validate, compare

/** A setting that is missing or wrong, found without looking outside. `field` is a dotted path into the config. */
export interface SettingProblem {
  code: string;
  field: string;
  message: string;
  hint?: string;
  severity?: 'error' | 'warning';
}

/** Fields arriving per input port; `null` when they are not known. */
export type ArrivingFields = Readonly<Record<string, readonly Field[] | null>>;

/** What a source remembers from run to run. The position it gives holds `value` and `tie`, or `files`. */
export type SourceMemory = { by: 'value'; field: string; tie: string } | { by: 'files' };

/**
 * All a node kind says of itself without doing anything. Lives in `core/nodes/<kind>/spec.ts`; pure, so the renderer may load it.
 * `C` is the parsed config.
 */
export interface NodeSpec<C = Record<string, unknown>> {
  /** Folder name and id, kebab-case, e.g. `filter-rows`. Never changes. */
  readonly kind: string;
  /** Config version, from 1. */
  readonly version: number;
  readonly role: Role;
  readonly title: string;
  readonly icon: IconName;
  /** Transforms: where the palette offers it. */
  readonly group?: TransformGroup;
  /** One sentence for the palette and the top of the form. */
  readonly description: string;
  /** Words people search for. */
  readonly keywords: readonly string[];
  readonly inputs: readonly InputPort[];
  /**
   * Those of the inputs that these settings have a use for; another is shown only while something is connected to it. Absent: all of them. Everybody asks
   * `inputsOf` of `core/flow/kinds.ts`.
   */
  inputsFor?(config: C): readonly InputPort[];
  /** The outputs; of a kind with `outputsFor` those under its defaults. */
  readonly outputs: readonly OutputPort[];
  /** The outputs under these settings, for a kind whose outputs depend on them (a switch). Everybody asks `outputsOf` of `core/flow/kinds.ts`. */
  outputsFor?(config: C): readonly OutputPort[];
  /** Parses a stored config; every key has a default, so `parse({})` gives `defaults`. */
  readonly config: z.ZodType<C>;
  readonly defaults: C;
  readonly form: readonly FormSection[];
  /** At most, whatever the settings. */
  readonly fanOut: FanOut;
  /** Under these settings, where it depends on them. */
  fanOutFor?(config: C): FanOut;
  /** The step must see everything (sort, look-up, duplicates): it gets a share of the run's memory budget and spills to disk beyond it. */
  readonly spills?: boolean;
  /**
   * Whether what becomes of a record depends on the others that arrive with it (its number, whether it is the last of its key), so that a replay of a few has
   * to read all of them. Absent: where fan-out is `combines`.
   */
  dependsOnOthers?(config: C): boolean;
  effects(config: C): Effects;
  /** What the step is set to do, in words, for its card: "where Status is Active". At most about 60 characters. */
  summary(config: C, language?: SummaryLanguage): string;
  /** Settings that are missing or contradict each other; checks against arriving fields too, where those are known. */
  check(config: C, arriving: ArrivingFields): SettingProblem[];
  /** Fields that leave by each data port, given those that arrive; `null` for not known before data has been seen. */
  fields(config: C, arriving: ArrivingFields): Record<string, Field[] | null>;
  /** Arriving fields the config names, by input port, with the setting that names them: for "unknown field" problems and renames. */
  uses(config: C): { port: string; field: string; setting: string }[];
  /** Triggers: what makes the flow start by itself under these settings; null or absent: nothing does. */
  starts?(config: C): TriggerSettings | null;
  /** Connections this config uses, by the setting that names each; empty settings are left out. */
  connections?(config: C): { family: ConnectionFamily; setting: string; id: string }[];
  /** What the tables of a database that this config names say of it, while the flow is drawn. */
  readonly database?: DatabaseSide<C>;
  /** Files this config writes (templates unresolved), to find two nodes that write the same one. */
  writes?(config: C): string[];
  /** Whether a run puts its records in the place of all that was there before, so that a partial replay would leave only its own. Absent: no. */
  replaces?(config: C): boolean;
  /**
   * Sources: what the kind remembers from run to run under these settings so that it reads only what is new: the largest value of a field (with a second
   * field that decides between equal values), or which files it has read. Null or absent: nothing.
   */
  remembers?(config: C): SourceMemory | null;
  /**
   * Of which of the arriving fields in `among` the values of a field that leaves are made, and whether they are simply copied; null where the kind has no say:
   * then a field that arrives under that name and is not made by the step passes through, and everything else counts as made of all. Decides which fields
   * are masked behind a step.
   */
  madeOf?(config: C, field: string, among: readonly string[]): { from: string[]; copied: boolean } | null;
  /** Same config with an arriving field's name changed everywhere it is used. `port` is the input it arrives at; default: the first. */
  renameField?(config: C, from: string, to: string, port?: string): C;
  /** Brings the stored config of an older version up to this one (`migrate.ts`); absent at version 1. */
  migrate?(config: Record<string, unknown>, from: number): Record<string, unknown>;
}

/** Declares a node kind, with its config type checked. `config` makes the schema, which gives the defaults: neither is made before somebody asks for it. */
export function defineNode<C>({ config, ...said }: Omit<NodeSpec<C>, 'config' | 'defaults'> & { config(): z.ZodType<C> }): NodeSpec<C> {
  return withSettings(said, config);
}
