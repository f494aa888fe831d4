import type { Db } from './database.ts';

/** Where a message stands. `summed`: told by a summary after quiet hours. `unknown`: the program ended, or the answer was lost, while it was on its way. */
export type MessageState = 'waiting' | 'held' | 'sending' | 'sent' | 'failed' | 'unknown' | 'summed' | 'dropped';

/** A message about an incident over one channel. */
export interface MessageRecord {
  seq: number;
  messageId: string;
  /** Null for a summary of several. */
  incident: number | null;
  about: 'opened' | 'recovered' | 'summary';
  channel: string;
  channelName: string;
  state: MessageState;
  createdAt: number;
  dueAt: number;
  attempts: number;
  endedAt: number | null;
  /** What the other side, or the last failure, said. */
  answer: string | null;
}

/** One try to send a message. */
export interface AttemptRecord {
  number: number;
  at: number;
  outcome: 'sending' | 'sent' | 'failed' | 'unknown';
  answer: string | null;
}

const COLUMNS = `seq, id AS messageId, incident, about, channel, channel_name AS channelName, state, created_at AS createdAt, due_at AS dueAt, attempts,
  ended_at AS endedAt, answer`;

/** Messages that are to be sent or were, each with every try. A message is written down in the transaction of what it tells. */
export class AlertMessageTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  add(
    message: Pick<MessageRecord, 'messageId' | 'incident' | 'about' | 'channel' | 'channelName' | 'createdAt' | 'dueAt'> & { state: 'waiting' | 'held' },
  ): number {
    const { messageId, incident, about, channel, channelName, state, createdAt, dueAt } = message;
    return this.#db.run(
      'INSERT INTO alert_messages (id, incident, about, channel, channel_name, state, created_at, due_at, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)',
      messageId,
      incident,
      about,
      channel,
      channelName,
      state,
      createdAt,
      dueAt,
    ).rowid;
  }

  /** What may be sent now, oldest first. */
  due(now: number, limit: number): MessageRecord[] {
    return this.#db.all<MessageRecord>(
      `SELECT ${COLUMNS} FROM alert_messages WHERE state IN ('waiting', 'held') AND due_at <= ? ORDER BY seq LIMIT ?`,
      now,
      limit,
    );
  }

  /** When something is due next; null when nothing waits. */
  nextDue(): number | null {
    return this.#db.value<number | null>(`SELECT min(due_at) FROM alert_messages WHERE state IN ('waiting', 'held')`);
  }

  /** Messages about an incident, with the summaries that told of it. */
  of(incident: number): MessageRecord[] {
    return this.#db.all<MessageRecord>(
      `SELECT ${COLUMNS} FROM alert_messages WHERE incident = ? OR seq IN (SELECT summed_in FROM alert_messages WHERE incident = ?) ORDER BY seq`,
      incident,
      incident,
    );
  }

  /** Messages that a summary tells. */
  summedIn(seq: number): MessageRecord[] {
    return this.#db.all<MessageRecord>(`SELECT ${COLUMNS} FROM alert_messages WHERE summed_in = ? ORDER BY seq`, seq);
  }

  attemptsOf(seq: number): AttemptRecord[] {
    return this.#db.all<AttemptRecord>('SELECT number, at, outcome, answer FROM alert_attempts WHERE message = ? ORDER BY number', seq);
  }

  find(messageId: string): MessageRecord | undefined {
    return this.#db.get<MessageRecord>(`SELECT ${COLUMNS} FROM alert_messages WHERE id = ?`, messageId);
  }

  /** It is on its way from now on: durable before anything goes out. */
  begin(seq: number, at: number): void {
    this.#db.write(() => {
      this.#db.run(`UPDATE alert_messages SET state = 'sending', attempts = attempts + 1 WHERE seq = ?`, seq);
      this.#db.run(`INSERT INTO alert_attempts (message, number, at, outcome) SELECT seq, attempts, ?, 'sending' FROM alert_messages WHERE seq = ?`, at, seq);
    });
  }

  /** What became of the try; `dueAt` where it waits for another. */
  end(seq: number, outcome: 'sent' | 'failed' | 'unknown', at: number, answer: string, dueAt: number | null): void {
    this.#db.write(() => {
      const state: MessageState = dueAt === null ? outcome : 'waiting';
      this.#db.run(
        'UPDATE alert_messages SET state = ?, due_at = coalesce(?, due_at), ended_at = ?, answer = ? WHERE seq = ?',
        state,
        dueAt,
        dueAt === null ? at : null,
        answer,
        seq,
      );
      this.#db.run(
        `UPDATE alert_attempts SET outcome = ?, answer = ? WHERE message = ? AND number = (SELECT attempts FROM alert_messages WHERE seq = ?)`,
        outcome,
        answer,
        seq,
        seq,
      );
    });
  }

  /** Waits without having been tried: nobody is there to be told. */
  putOff(seq: number, dueAt: number): void {
    this.#db.run('UPDATE alert_messages SET due_at = ? WHERE seq = ?', dueAt, seq);
  }

  /** It is not sent: told by a summary (`summedIn`), or there is nothing to send it by any more. */
  settle(seq: number, state: 'summed' | 'dropped', at: number, summedIn: number | null, answer: string | null = null): void {
    this.#db.run('UPDATE alert_messages SET state = ?, ended_at = ?, summed_in = ?, answer = ? WHERE seq = ?', state, at, summedIn, answer, seq);
  }

  /** To be sent again, at once. */
  again(seq: number, at: number): void {
    this.#db.run(`UPDATE alert_messages SET state = 'waiting', due_at = ?, created_at = ?, ended_at = NULL WHERE seq = ?`, at, at, seq);
  }

  /** What was on its way when the program ended: nobody knows whether it went. Says how many. */
  leaveUnknown(at: number, answer: string): number {
    return this.#db.write(() => {
      const left = this.#db.all<{ seq: number }>(`SELECT seq FROM alert_messages WHERE state = 'sending'`);
      for (const { seq } of left) this.end(seq, 'unknown', at, answer, null);
      return left.length;
    });
  }

  /** The newest message of a channel that was tried; undefined when none was. */
  newestTried(channel: string): MessageRecord | undefined {
    return this.#db.get<MessageRecord>(
      `SELECT ${COLUMNS} FROM alert_messages WHERE channel = ? AND attempts > 0 AND state <> 'sending' ORDER BY seq DESC LIMIT 1`,
      channel,
    );
  }
}
