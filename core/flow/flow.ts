import * as z from 'zod';
import { lateSchema } from '../base/late-schema.ts';
import { expectationSchema } from './expectation.ts';

/** The document version this program writes. Older ones are migrated (migrations.ts); newer ones are kept untouched. */
export const FLOW_VERSION = 2;

/** Stop a run when a step rejects too much. The percentage counts only after `minimum` records have arrived. */
export const rejectPolicySchema = lateSchema(() =>
  z.object({
    stopAfterCount: z.int().min(1).optional(),
    stopAbovePercent: z.number().min(0).max(100).optional(),
    minimum: z.int().min(1).default(100),
  }),
);
export type RejectPolicy = z.infer<typeof rejectPolicySchema>;

/** Retries of outside calls: only for operational errors marked retryable. */
export const retryPolicySchema = lateSchema(() =>
  z.object({
    attempts: z.int().min(1).max(20).default(3),
    firstDelayMs: z.int().min(10).max(600_000).default(1_000),
    factor: z.number().min(1).max(10).default(2),
    maxDelayMs: z.int().min(10).max(3_600_000).default(60_000),
    /** Longest wait that the other side may ask for (Retry-After). */
    maxRetryAfterMs: z.int().min(10).max(86_400_000).optional(),
  }),
);
export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/** What becomes of something sent that nobody can tell whether it arrived: a person is asked, it is sent again, or it is left. */
export const unknownEffectsSchema = z.enum(['ask', 'resend', 'skip']);
export type UnknownEffects = z.infer<typeof unknownEffectsSchema>;

/** A node of a flow. */
export const nodeSchema = lateSchema(() =>
  z.looseObject({
    id: z.string().min(1),
    kind: z.string().min(1),
    /** Version of the kind's config; the kind's migrate.ts brings older ones up. */
    version: z.int().min(1),
    name: z.string(),
    position: z.object({ x: z.number(), y: z.number() }),
    config: z.record(z.string(), z.unknown()),
    rejects: rejectPolicySchema.optional(),
    retry: retryPolicySchema.optional(),
    /** Longest time the step may be at one thing (opening, one batch, finishing) without a sign of life. */
    timeoutMs: z.int().min(100).max(86_400_000).optional(),
    /** For steps whose writes cannot be repeated safely; absent: `ask`. */
    unknownEffects: unknownEffectsSchema.optional(),
    note: z.string().optional(),
  }),
);
export type FlowNode = z.infer<typeof nodeSchema>;

const endSchema = lateSchema(() => z.object({ node: z.string(), port: z.string() }));
/** A line from an output port to an input port. */
export const edgeSchema = lateSchema(() => z.looseObject({ id: z.string().min(1), from: endSchema, to: endSchema }));
export type FlowEdge = z.infer<typeof edgeSchema>;

/** The seven questions every flow must answer; keys of `Flow.contract`. */
export const QUESTIONS = ['systemOfRecord', 'format', 'processing', 'trigger', 'checks', 'failure', 'records'] as const;
/** One of the seven questions. */
export type Question = (typeof QUESTIONS)[number];

/** A value the flow is run with: `{param.name}` in file names and texts, `--set name=value` on the command line. */
export const parameterSchema = lateSchema(() =>
  z.object({ name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/), value: z.string(), description: z.string().optional() }),
);
export type FlowParameter = z.infer<typeof parameterSchema>;

/**
 * How the values of a personal field are made unreadable before anything of a run is kept: left out, put as a hash that is the same for equal values of
 * one workspace, cut to the last four characters; `show` says that a field made of hidden ones is not personal itself.
 */
export const maskSchema = lateSchema(() => z.object({ field: z.string(), way: z.enum(['hide', 'hash', 'last-four', 'show']).default('hide') }));
export type FieldMask = z.infer<typeof maskSchema>;

/** Limits of a whole run; what is absent has the program's own. */
export const runLimitsSchema = lateSchema(() =>
  z.looseObject({
    /** Longest time, in minutes. */
    minutes: z.number().min(0.01).max(43_200).optional(),
    /** Most memory, in MB of 1,048,576 bytes. */
    memoryMb: z.int().min(32).max(65_536).optional(),
    /** Most space for what is spilled, kept for replay and written aside, in MB of 1,048,576 bytes. */
    diskMb: z.int().min(1).max(10_000_000).optional(),
  }),
);
export type RunLimitSettings = z.infer<typeof runLimitsSchema>;

/** How a flow is run. */
export const settingsSchema = lateSchema(() =>
  z.looseObject({
    /** What happens when a run is due while one is going on. */
    concurrency: z.enum(['skip', 'queue', 'parallel']).default('queue'),
    /** What is kept of the data so that a run can be replayed without the outside world. */
    capture: z.enum(['input', 'every', 'none']).default('input'),
    /** Most megabytes that one run keeps for replays; absent: what the workspace allows. */
    captureMb: z.int().min(1).max(1_000_000).optional(),
    /** Days that what a run kept for replays stays; absent: as the workspace says. */
    captureDays: z.int().min(0).max(3650).optional(),
    /** `raw` is written faster and takes about three times the room. Absent: `zstd`. */
    capturePacking: z.enum(['zstd', 'raw']).optional(),
    /** Personal fields, by name, wherever they turn up. */
    masks: z.array(maskSchema).optional(),
    /** IANA zone for dates and times that name none; a new flow takes the zone of the machine. */
    zone: z.string().default('UTC'),
    /** Stops a run when all its steps together reject too much. */
    rejects: rejectPolicySchema.optional(),
    limits: runLimitsSchema.optional(),
  }),
);
export type FlowSettings = z.infer<typeof settingsSchema>;

const placeSchema = lateSchema(() => z.object({ x: z.number(), y: z.number() }));

/** A frame around nodes, open or collapsed to one card. It never changes what runs. A node that several groups name belongs to the first of them. */
export const groupSchema = lateSchema(() =>
  z.looseObject({
    id: z.string().min(1),
    name: z.string(),
    nodes: z.array(z.string()),
    /** One of PAPER_COLOURS; any other is drawn as the first of them. */
    colour: z.string().optional(),
    /** Drawn as one card; absent: open. */
    collapsed: z.boolean().optional(),
  }),
);
/** A group of nodes on the canvas. */
export type FlowGroup = z.infer<typeof groupSchema>;

/** Colours that groups and notes can have. */
export const PAPER_COLOURS = ['grey', 'yellow', 'green', 'blue', 'rose'] as const;
/** Colour of a group or a note. */
export type PaperColour = (typeof PAPER_COLOURS)[number];

/** Words on the canvas, in simple Markdown. They never change what runs. */
export const noteSchema = lateSchema(() =>
  z.looseObject({
    id: z.string().min(1),
    text: z.string(),
    position: placeSchema,
    size: z.object({ width: z.number().min(1), height: z.number().min(1) }),
    colour: z.string().optional(),
  }),
);
/** A free note on the canvas. */
export type FlowNote = z.infer<typeof noteSchema>;

/** A place to come back to: a node, a group, or a view by its middle (the flow's coordinates) and zoom. */
export const bookmarkSchema = lateSchema(() =>
  z.looseObject({
    id: z.string().min(1),
    name: z.string(),
    node: z.string().optional(),
    group: z.string().optional(),
    view: z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() }).optional(),
  }),
);
/** A bookmark of a flow. */
export type FlowBookmark = z.infer<typeof bookmarkSchema>;

/** A flow document. Members it does not know are kept as they are. */
export const flowSchema = lateSchema(() =>
  z.looseObject({
    format: z.literal('swivel/flow'),
    version: z.int().min(1),
    id: z.string().min(1),
    name: z.string().min(1),
    description: z.string().default(''),
    contract: z.partialRecord(z.enum(QUESTIONS), z.string()).default({}),
    parameters: z.array(parameterSchema).default([]),
    settings: settingsSchema.prefault({}),
    nodes: z.array(nodeSchema),
    edges: z.array(edgeSchema),
    /** Files that are to come, and how they usually are. They never change what runs. */
    expects: z.array(expectationSchema).max(200).optional(),
    /** Frames drawn around nodes; they never change what runs. */
    groups: z.array(groupSchema).default([]),
    /** Words beside the nodes. */
    notes: z.array(noteSchema).default([]),
    /** Places to come back to, in the order of their keys. */
    bookmarks: z.array(bookmarkSchema).default([]),
  }),
);

/** One integration as a document: the drawing and all settings, no secrets, no data. */
export type Flow = z.infer<typeof flowSchema>;

/** Something wrong or doubtful in a flow, and where. */
export const problemSchema = lateSchema(() =>
  z.object({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    /** Id of the node the problem belongs to; absent when it is the whole flow's. */
    node: z.string().optional(),
    /** Path of the setting within the node's config, e.g. `conditions.items.0.field`. */
    field: z.string().optional(),
    /** Id of the edge the problem belongs to. */
    edge: z.string().optional(),
    message: z.string(),
    hint: z.string().optional(),
  }),
);
/** Something that keeps a flow from running (error) or that a careful person would look at (warning). */
export type Problem = z.infer<typeof problemSchema>;
