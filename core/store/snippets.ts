import { UserError } from '../base/errors.ts';
import type { Db } from './database.ts';

/** A snippet of the library; times are ms since 1970, `version` is the newest. */
export interface SnippetRecord {
  snippetId: string;
  name: string;
  description: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** One version of a snippet. `content` is JSON text that nobody here looks into. */
export interface SnippetVersionRecord {
  version: number;
  savedAt: number;
  note: string;
  content: string;
}

const COLUMNS = 'id AS snippetId, name, description, version, created_at AS createdAt, updated_at AS updatedAt';
const VERSION = 'version, saved_at AS savedAt, note, content';

/** Code that flows share, with every version of it. Versions are only ever added. */
export class SnippetTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** All snippets, by name. */
  list(): SnippetRecord[] {
    return this.#db.all<SnippetRecord>(`SELECT ${COLUMNS} FROM snippets ORDER BY name, id`);
  }

  find(snippetId: string): SnippetRecord | undefined {
    return this.#db.get<SnippetRecord>(`SELECT ${COLUMNS} FROM snippets WHERE id = ?`, snippetId);
  }

  /** Versions of a snippet, newest first. */
  versions(snippetId: string): SnippetVersionRecord[] {
    return this.#db.all<SnippetVersionRecord>(`SELECT ${VERSION} FROM snippet_versions WHERE snippet_id = ? ORDER BY version DESC`, snippetId);
  }

  /** One version of a snippet. */
  findVersion(snippetId: string, version: number): SnippetVersionRecord | undefined {
    return this.#db.get<SnippetVersionRecord>(`SELECT ${VERSION} FROM snippet_versions WHERE snippet_id = ? AND version = ?`, snippetId, version);
  }

  /** Stores a new snippet; its first version bears the number given. Throws the UserError `snippet-name-taken`, also where only capitals differ. */
  add(snippet: Omit<SnippetRecord, 'createdAt' | 'updatedAt'>, content: string, note: string, at: number): void {
    this.#db.write(() => {
      const { snippetId, name, description, version } = snippet;
      this.#refuseTaken(name, snippetId);
      this.#db.run(
        'INSERT INTO snippets (id, name, description, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
        snippetId,
        name,
        description,
        version,
        at,
        at,
      );
      this.#addVersion(snippetId, version, content, note, at);
    });
  }

  /** Stores the next version and gives its number. Throws the UserError `snippet-changed-elsewhere` when the newest is not `expectedVersion`. */
  addVersion(snippetId: string, expectedVersion: number, content: string, note: string, at: number): number {
    return this.#db.write(() => {
      const record = this.find(snippetId);
      if (!record) throw new UserError('snippet-not-found', 'The snippet is no longer in the library.');
      if (record.version !== expectedVersion)
        throw new UserError(
          'snippet-changed-elsewhere',
          `"${record.name}" was changed somewhere else: version ${record.version} is newer than your ${expectedVersion}.`,
          { hint: 'Look at the newest version first, then save yours again.' },
        );
      const version = expectedVersion + 1;
      this.#addVersion(snippetId, version, content, note, at);
      this.#db.run('UPDATE snippets SET version = ?, updated_at = ? WHERE id = ?', version, at, snippetId);
      return version;
    });
  }

  /** Gives a snippet another name and description. Throws the UserError `snippet-name-taken`. */
  describe(snippetId: string, name: string, description: string, at: number): void {
    this.#db.write(() => {
      this.#refuseTaken(name, snippetId);
      this.#db.run('UPDATE snippets SET name = ?, description = ?, updated_at = ? WHERE id = ?', name, description, at, snippetId);
    });
  }

  /** Takes a snippet out of the library with all its versions. Flows that have its code keep it. */
  remove(snippetId: string): void {
    this.#db.run('DELETE FROM snippets WHERE id = ?', snippetId);
  }

  /** Flows in use whose newest or live document names something of the library: which flow, and which version of it. */
  flowsThatRefer(): { flowId: string; version: number }[] {
    return this.#db.all(
      `SELECT f.id AS flowId, v.version FROM flows f JOIN flow_versions v ON v.flow_id = f.id AND (v.version = f.version OR v.version = f.live_version)
       WHERE f.removed_at IS NULL AND instr(v.document, '"library"') > 0 ORDER BY f.name COLLATE NOCASE, f.id, v.version DESC`,
    );
  }

  #addVersion(snippetId: string, version: number, content: string, note: string, at: number): void {
    this.#db.run('INSERT INTO snippet_versions (snippet_id, version, saved_at, note, content) VALUES (?, ?, ?, ?, ?)', snippetId, version, at, note, content);
  }

  #refuseTaken(name: string, snippetId: string): void {
    if (this.#db.get('SELECT 1 FROM snippets WHERE name = ? AND id <> ?', name, snippetId))
      throw new UserError('snippet-name-taken', `There is a snippet "${name}" in the library already.`, { hint: 'Choose another name.' });
  }
}
