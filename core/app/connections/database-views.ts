import { SwivelError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { DatabaseAnswer, DatabaseQuestion } from '../../catalog/database-side.ts';
import type { Database } from '../../catalog/families/database.ts';
import type { FieldsByPort } from '../../flow/arriving.ts';
import type { Flow, FlowNode, Problem } from '../../flow/flow.ts';
import type { ConnectionDesk } from './connection-desk.ts';

/** What finding out about tables needs. */
export interface DatabaseViewsOptions {
  readonly catalog: Catalog;
  readonly connections: ConnectionDesk;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** How long a database that was never asked may keep a person waiting, ms. */
  patienceMs?: number | undefined;
}

interface Known {
  answer: DatabaseAnswer | null;
  at: number;
  asking: Promise<void> | null;
}

/** An answer older than this is asked for again; meanwhile it still holds. */
const FRESH_MS = 20_000;
const PATIENCE_MS = 1_500;
/** A database that does not answer by then is left alone until the next time. */
const GIVE_UP_MS = 5_000;
const MOST_KEPT = 200;

/**
 * What the databases say of the tables and queries that the steps of a flow name, kept for a while. A database that does not answer, or cannot be reached, only
 * means that nothing is known.
 */
export class DatabaseViews {
  readonly #options: DatabaseViewsOptions;
  readonly #kept = new Map<string, Known>();

  constructor(options: DatabaseViewsOptions) {
    this.#options = options;
  }

  /** Answers by node id, of those steps whose database has answered. */
  async of(flow: Flow): Promise<ReadonlyMap<string, DatabaseAnswer>> {
    const answers = new Map<string, DatabaseAnswer>();
    const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
    await Promise.all(
      flow.nodes.map(async (node) => {
        const question = this.#questionOf(node);
        const answer = question && (await this.#ask(question, parameters));
        if (answer) answers.set(node.id, answer);
      }),
    );
    return answers;
  }

  /** The fields of the sources whose database has told them, and those that can be chosen from in the form of such a step: all there are. */
  told(flow: Flow, answers: ReadonlyMap<string, DatabaseAnswer>): { known: Record<string, Record<string, Field[]>>; offered: Record<string, Field[]> } {
    const known: Record<string, Record<string, Field[]>> = Object.create(null);
    const offered: Record<string, Field[]> = Object.create(null);
    for (const node of flow.nodes) {
      const answer = answers.get(node.id);
      const spec = this.#options.catalog.get(node.kind);
      const config = answer && spec?.config.safeParse(node.config);
      if (!answer || !spec?.database?.fields || !config?.success) continue;
      const fields = spec.database.fields(config.data, answer);
      if (fields) known[node.id] = fields;
      const all = answer.about === 'table' ? answer.shape?.columns : answer.columns;
      if (all) offered[node.id] = all.map(({ name, type }) => ({ name, type }));
    }
    return { known, offered };
  }

  /** What cannot work with the databases as they are. */
  problems(flow: Flow, answers: ReadonlyMap<string, DatabaseAnswer>, arriving: FieldsByPort): Problem[] {
    return flow.nodes.flatMap((node): Problem[] => {
      const answer = answers.get(node.id);
      const spec = this.#options.catalog.get(node.kind);
      const config = answer && spec?.config.safeParse(node.config);
      if (!answer || !spec?.database || !config?.success) return [];
      return spec.database.check(config.data, answer, arriving[node.id] ?? {}).map(({ severity = 'error', message, ...problem }) => ({
        ...problem,
        node: node.id,
        severity,
        message: `${node.name}: ${message}`,
      }));
    });
  }

  #questionOf(node: FlowNode): DatabaseQuestion | null {
    const spec = this.#options.catalog.get(node.kind);
    const config = spec?.database && spec.config.safeParse(node.config);
    return config?.success ? (spec?.database?.asks(config.data) ?? null) : null;
  }

  async #ask(question: DatabaseQuestion, parameters: Readonly<Record<string, string>>): Promise<DatabaseAnswer | null> {
    const { connections, now, patienceMs = PATIENCE_MS } = this.#options;
    const revision = connections.revisionOf(question.connection);
    if (revision === null) return null;
    const key = JSON.stringify([question, revision, connections.environment, question.about === 'query' ? parameters : null]);
    const known: Known = this.#kept.get(key) ?? { answer: null, at: Number.NEGATIVE_INFINITY, asking: null };
    this.#kept.delete(key);
    this.#kept.set(key, known);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    if (!known.asking && now() - known.at > FRESH_MS) {
      const first = known.at === Number.NEGATIVE_INFINITY;
      known.asking = this.#find(question, parameters).then((answer) => {
        Object.assign(known, { answer, at: now(), asking: null });
      });
      if (first) await Promise.race([known.asking, after(patienceMs)]);
    } else if (known.asking && known.at === Number.NEGATIVE_INFINITY) await Promise.race([known.asking, after(patienceMs)]);
    return known.answer;
  }

  /** Null where the database cannot be asked: what is wrong with it is told elsewhere. */
  async #find(question: DatabaseQuestion, parameters: Readonly<Record<string, string>>): Promise<DatabaseAnswer | null> {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    try {
      const open = await this.#options.connections.open(question.connection, 'database', { signal });
      try {
        return await answered(open.use, question, parameters);
      } finally {
        await open.close();
      }
    } catch {
      return null;
    }
  }
}

async function answered(database: Database, question: DatabaseQuestion, parameters: Readonly<Record<string, string>>): Promise<DatabaseAnswer> {
  if (question.about === 'table') return { about: 'table', shape: await database.shapeOf(question.table) };
  try {
    return { about: 'query', columns: await database.columnsOf({ from: 'query', sql: question.sql, parameters, orderBy: [] }) };
  } catch (error) {
    if (!(error instanceof SwivelError) || error.code !== 'query-wrong') throw error;
    return { about: 'query', columns: null, problem: { message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) } };
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
