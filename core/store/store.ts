import { OperationalError } from '../base/errors.ts';
import { AlertMessageTable } from './alert-messages.ts';
import { IncidentTable } from './alerts.ts';
import { ArrivalTable } from './arrivals.ts';
import { Ballast } from './ballast.ts';
import { CaptureTable } from './captures.ts';
import { ConnectionTable } from './connections.ts';
import type { Db } from './database.ts';
import { EffectTable } from './effects.ts';
import { FlowTable } from './flows.ts';
import type { HealthReport } from './health.ts';
import { InboxTable } from './inbox.ts';
import { Journal } from './journal.ts';
import { KnownEffectTable } from './known-effects.ts';
import type { Lease } from './lease.ts';
import { PartFolders } from './part-folders.ts';
import { PinTable } from './pins.ts';
import { RejectTable } from './rejects.ts';
import { Retention } from './retention.ts';
import { RunEventTable } from './run-events.ts';
import { RunList } from './run-list.ts';
import type { RunRecord } from './run-record.ts';
import { RunWords } from './run-words.ts';
import { RunTable } from './runs.ts';
import { SampleTable } from './samples.ts';
import { markClosed } from './session-mark.ts';
import { SettingsTable } from './settings.ts';
import { SnippetTable } from './snippets.ts';
import { StepStateTable } from './step-state.ts';
import { StepTable } from './steps.ts';
import { TriggerSecretTable } from './trigger-secrets.ts';
import { TriggerTable } from './trigger-state.ts';

/** Where a store lies. */
export interface StorePlace {
  workspace: string;
  /** The database file. */
  file: string;
  /** As it is known from opening; absent: as it is found. */
  ballast?: Ballast;
}

/** All that is kept of a workspace in its database, one member per table group. Every call is durable when it returns. */
export class Store {
  readonly flows: FlowTable;
  readonly runs: RunTable;
  readonly runList: RunList;
  readonly steps: StepTable;
  readonly samples: SampleTable;
  readonly rejects: RejectTable;
  readonly events: RunEventTable;
  readonly effects: EffectTable;
  readonly knownEffects: KnownEffectTable;
  readonly captures: CaptureTable;
  readonly triggers: TriggerTable;
  readonly triggerSecrets: TriggerSecretTable;
  readonly inbox: InboxTable;
  readonly stepState: StepStateTable;
  readonly pins: PinTable;
  readonly snippets: SnippetTable;
  readonly connections: ConnectionTable;
  readonly incidents: IncidentTable;
  readonly alertMessages: AlertMessageTable;
  readonly arrivals: ArrivalTable;
  readonly settings: SettingsTable;
  readonly partFolders: PartFolders;
  readonly journal: Journal;
  readonly retention: Retention;
  readonly ballast: Ballast;
  /** Runs that were going on when the last program ended without closing the workspace. */
  interrupted: readonly RunRecord[] = [];
  /** What the look at the file found when it was opened. */
  readonly health: HealthReport;
  readonly readOnly: boolean;
  /** The database file. */
  readonly file: string;
  readonly #db: Db;
  readonly #lease: Lease | null;
  #closed = false;

  constructor(db: Db, lease: Lease | null, place: StorePlace, health: HealthReport = { notices: [], unclean: false, whole: true }) {
    this.#db = db;
    this.#lease = lease;
    this.readOnly = db.readOnly;
    this.file = place.file;
    const words = new RunWords(db);
    this.flows = new FlowTable(db);
    this.runs = new RunTable(db, words);
    this.runList = new RunList(db, words);
    this.steps = new StepTable(db);
    this.samples = new SampleTable(db);
    this.rejects = new RejectTable(db);
    this.events = new RunEventTable(db);
    this.effects = new EffectTable(db);
    this.knownEffects = new KnownEffectTable(db);
    this.captures = new CaptureTable(db);
    this.triggers = new TriggerTable(db);
    this.triggerSecrets = new TriggerSecretTable(db);
    this.inbox = new InboxTable(db);
    this.stepState = new StepStateTable(db);
    this.pins = new PinTable(db);
    this.snippets = new SnippetTable(db);
    this.connections = new ConnectionTable(db);
    this.incidents = new IncidentTable(db);
    this.alertMessages = new AlertMessageTable(db);
    this.arrivals = new ArrivalTable(db);
    this.settings = new SettingsTable(db);
    this.partFolders = new PartFolders(this.settings);
    this.journal = new Journal(db, place.file);
    this.retention = new Retention(db, this.journal);
    this.ballast = place.ballast ?? new Ballast(place.workspace);
    if (!db.readOnly) db.makeRoom = () => this.makeRoom();
    this.health = health;
  }

  /** Runs `work` in one transaction: what it writes is durable together, or not at all. */
  write<T>(work: () => T): T {
    return this.#db.write(work);
  }

  /** Whether this is called within a `write`, which may yet be taken back. */
  get writing(): boolean {
    return this.#db.writing;
  }

  /** `writeSoon` for what may become more and more: it never takes the room that is held back for the ends of runs. Throws `disk-full` instead. */
  writeSparingly<T>(work: () => T): T {
    const { makeRoom } = this.#db;
    this.#db.makeRoom = null;
    try {
      return this.#db.writeSoon(work);
    } finally {
      this.#db.makeRoom = makeRoom;
    }
  }

  /** The same for what need not survive a power cut before something comes of it: that is so from the next `write` or `settled` on. It survives this program's end. */
  writeSoon<T>(work: () => T): T {
    return this.#db.writeSoon(work);
  }

  /** Resolves when what was written soon is on the drive too; nobody's thread waits for it meanwhile. Rejects with an OperationalError where it cannot be. */
  settled(): Promise<void> {
    return this.#db.settled();
  }

  /**
   * For a full disk: gives up the ballast, so that what must be written can be; false when there was none. The store calls it by itself when a write of its
   * own finds the disk full, and repeats that write; whoever writes other files into the workspace may call it too.
   */
  makeRoom(): boolean {
    return this.ballast.release();
  }

  /** Bytes the database takes, free pages included. */
  bytes(): number {
    return this.#db.pragma<number>('page_count') * this.#db.pragma<number>('page_size');
  }

  /** Closes the database and gives the lease back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (!this.readOnly) markClosed(this.#db);
    } catch (error) {
      // A full disk or a lock: then the next start takes a closer look, which does no harm.
      if (!(error instanceof OperationalError)) throw error;
    } finally {
      this.#db.close();
      this.#lease?.release();
    }
  }
}
