import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { flowSchema, problemSchema } from '../flow/flow.ts';
import { alertChannelSchema, alertSettingsSchema, flowAlertRulesSchema, incidentDetail, incidentPage, incidentQuery, incidentRequest } from './alert-models.ts';
import { appInfo, backupRow, backupState, historyFacts, settings, workspaceEvent } from './app-models.ts';
import { arrivalBand, arrivalCalendar } from './arrival-models.ts';
import { importChoice, importContents } from './connection-models.ts';
import { connections } from './connection-procedures.ts';
import { design } from './design-procedures.ts';
import { folderListing, folderRequest } from './file-models.ts';
import { exampleRow, flowRow, flowVersionRow, liveState, openFlow, saved, toPublish } from './flow-models.ts';
import { keptTexts, kindPairs, windowNumber } from './kept-models.ts';
import { base, done, draft, flowId } from './procedure.ts';
import { runs } from './run-procedures.ts';
import {
  linkedStep,
  newSnippet,
  nextVersion,
  savedSnippet,
  snippetDetail,
  snippetRow,
  snippetWords,
  takenOver,
  takeOver,
  updateTrial,
  updateTrialRequest,
} from './snippet-library-models.ts';
import { happeningRow, triggerId, triggerRow, webhookAddress } from './trigger-models.ts';

const snippetId = z.object({ snippetId: z.string() });

/**
 * All that a window or a client can ask of the backend. Implemented once in core/app, served over Electron's message port, a WebSocket on localhost,
 * and in memory for tests. Nothing here acts. Times are milliseconds since 1970 UTC everywhere, durations are milliseconds.
 */
export const contract = {
  app: {
    info: base.output(appInfo),
    /** Live state of the workspace: at most ten a second, one at once. */
    watch: base.output(eventIterator(workspaceEvent)),
    settings: base.output(settings),
    saveSettings: base.input(settings.unwrap().partial()).output(settings),
    /** Letting go on also takes the note away that a backup was restored. */
    pauseAll: base.input(z.object({ paused: z.boolean() })).output(done),
    history: base.output(historyFacts),
  },
  backups: {
    list: base.output(backupState),
    /** Makes one now; answers when it is verified. */
    make: base.output(backupRow),
    /** Stops what is running, puts a backup (by name, or `newest`) in the place of the database, and opens the workspace again with its schedules paused. */
    restore: base.input(z.object({ name: z.string() })).output(done),
  },
  flows: {
    list: base.output(z.array(flowRow)),
    get: base.input(flowId).output(openFlow),
    /** Saves the draft; a new version is made when something changed. CONFLICT when `expectedVersion` is not the newest. */
    save: base.input(draft.extend({ expectedVersion: z.number() })).output(saved),
    create: base.input(z.object({ name: z.string().optional(), example: z.string().optional() })).output(flowId),
    duplicate: base.input(flowId).output(flowId),
    rename: base.input(flowId.extend({ name: z.string().min(1) })).output(saved),
    /** Moves the flow out of sight; `restore` brings it back, with history. */
    remove: base.input(flowId).output(done),
    restore: base.input(flowId).output(done),
    /** Text of a flow document; unknown kinds and newer versions are kept as they are. */
    import: base
      .input(z.object({ text: z.string(), fileName: z.string().optional(), connections: z.record(z.string(), importChoice).optional() }))
      .output(flowId),
    /** What a flow file brings: connections, paths, hosts and code. Keeps nothing. */
    inspectImport: base.input(z.object({ text: z.string(), fileName: z.string().optional() })).output(importContents),
    export: base.input(flowId).output(z.object({ fileName: z.string(), text: z.string() })),
    versions: base.input(flowId).output(z.array(flowVersionRow)),
    version: base.input(flowId.extend({ version: z.number() })).output(z.object({ flow: flowSchema })),
    /** Live: triggers fire, with the version that is newest now, in this environment (absent: as before, at first production). */
    setLive: base.input(flowId.extend({ live: z.boolean(), environment: environmentSchema.optional() })).output(liveState),
    /** What publishing the newest version would do. */
    toPublish: base.input(flowId).output(toPublish),
    /** Whether it is live, and how its triggers are. */
    live: base.input(flowId).output(liveState),
    examples: base.output(z.array(exampleRow)),
    /** What follows what in all flows of the workspace, as they were saved last. */
    kindPairs: base.output(kindPairs),
  },
  design,
  files: {
    /** A part of a folder of this machine. USER `folder-not-found`, `folder-not-readable`. */
    browse: base.input(folderRequest).output(folderListing),
    /** Makes a folder and says under which path. USER `bad-folder-name`, `folder-exists`, `folder-not-writable`. */
    makeFolder: base.input(z.object({ flowId: z.string().optional(), folder: z.string(), name: z.string().max(200) })).output(z.object({ path: z.string() })),
  },
  runs,
  connections,
  alerts: {
    /** Incidents, newest first. */
    page: base.input(incidentQuery).output(incidentPage),
    detail: base.input(incidentRequest).output(incidentDetail),
    /** Somebody has seen it, with a note; who and when is put on record. It stays open until it is over. */
    acknowledge: base.input(z.object({ incidentId: z.string(), note: z.string().max(2000) })).output(done),
    /** Ends it by hand: the next time it happens is a new one. */
    close: base.input(z.object({ incidentId: z.string() })).output(done),
    /** Sends a message again that did not go, or of which nobody knows. */
    sendAgain: base.input(z.object({ messageId: z.string() })).output(done),
    settings: base.output(alertSettingsSchema),
    saveSettings: base.input(alertSettingsSchema).output(alertSettingsSchema),
    /** What is told of one flow, and to whom; the rest of the settings stays. Rules that say nothing are removed. */
    saveFlow: base.input(z.object({ flowId: z.string(), rules: flowAlertRulesSchema })).output(alertSettingsSchema),
    /** Sends a test message over a channel as it is given, kept or not. */
    test: base.input(z.object({ channel: alertChannelSchema })).output(done),
  },
  /** Code that flows share. Steps keep a copy of the version they took, so nothing here changes what runs; only `takeOver` changes flows. */
  snippets: {
    list: base.output(z.array(snippetRow)),
    get: base.input(snippetId).output(snippetDetail),
    /** CONFLICT `snippet-name-taken`. */
    save: base.input(newSnippet).output(savedSnippet),
    saveVersion: base.input(nextVersion).output(savedSnippet),
    describe: base.input(snippetWords).output(done),
    /** Takes it out of the library; steps keep the code they have. */
    remove: base.input(snippetId).output(done),
    /** What a version would do at a step that is linked to the snippet, tried on what arrives there. */
    tryUpdate: base.input(updateTrialRequest).output(updateTrial),
    /** Gives steps a version of the snippet: all of them or none. Live flows go on with the version they were made live with. */
    takeOver: base.input(takeOver).output(takenOver),
    /** The steps of a flow that are linked to the library. */
    ofFlow: base.input(flowId).output(z.array(linkedStep)),
  },
  /** Triggers of live flows: whether they are alive, and what they have received. */
  triggers: {
    list: base.output(z.array(triggerRow)),
    /** The newest happenings of a trigger, newest first. */
    received: base.input(triggerId.extend({ limit: z.int().min(1).max(500).default(50) })).output(z.array(happeningRow)),
    /** Gives what failed to runs once more; says how many there were. */
    again: base.input(triggerId).output(z.object({ count: z.number() })),
    /** Has all of them look at once. */
    look: base.output(done),
    /** Whether there is something that requests prove themselves with; never what it is. */
    secret: base.input(triggerId).output(z.object({ changedAt: z.number().nullable() })),
    /** USER `secret-too-short`. */
    setSecret: base.input(triggerId.extend({ secret: z.string().max(1_000) })).output(done),
    /** Where a path could be called, and whether another live flow has it. */
    address: base.input(triggerId.extend({ path: z.string() })).output(webhookAddress),
  },
  /** What windows remember from one start to the next; it means something only to them. */
  kept: {
    all: base.input(z.object({ window: windowNumber })).output(keptTexts),
    /** Keeps these texts beside those that are kept already. */
    keep: base.input(z.object({ window: windowNumber, texts: keptTexts })).output(done),
  },
  arrivals: {
    /** Files that flows in service expect: what came in [from, to], and what is to come until then. */
    calendar: base.input(z.object({ from: z.number(), to: z.number(), flowId: z.string().optional() })).output(arrivalCalendar),
    /** What is usual for an expected file, by what came so far. */
    band: base.input(z.object({ flowId: z.string(), expectationId: z.string() })).output(arrivalBand),
    /** Looks for expected files at once, and answers when that is done. */
    lookNow: base.output(done),
  },
  problems: {
    ofFlow: base.input(draft).output(z.array(problemSchema)),
  },
};

/** The contract's type, from which clients and implementation are typed. */
export type Contract = typeof contract;
