import type { Db } from '../database.ts';

/** What one migration is to show: the tables it adds, what is put down before it, and what must be there after it. */
export interface MigrationStep {
  adds: string[];
  before?: (db: Db) => void;
  after?: (db: Db) => void;
}
