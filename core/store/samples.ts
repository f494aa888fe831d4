import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decodeValue, encodeValue } from '../base/json.ts';
import type { Sample } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import type { Db } from './database.ts';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Samples seen at the ports of steps, as zstd-compressed JSON in which big integers are exact. */
export class SampleTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  put(runId: string, nodeId: string, port: string, sample: Sample): void {
    this.#db.run(
      'INSERT OR REPLACE INTO samples (run_id, node_id, port, total, body) VALUES (?, ?, ?, ?, ?)',
      runId,
      nodeId,
      port,
      sample.total,
      packSample(sample),
    );
  }

  /** The sample of a port, or null when none was kept. */
  get(runId: string, nodeId: string, port: string): Sample | null {
    const row = this.#db.get<{ body: Uint8Array }>('SELECT body FROM samples WHERE run_id = ? AND node_id = ? AND port = ?', runId, nodeId, port);
    return row ? unpackSample(row.body) : null;
  }

  /** Which ports of a run have a sample. */
  of(runId: string): { nodeId: string; port: string; total: number }[] {
    return this.#db.all('SELECT node_id AS nodeId, port, total FROM samples WHERE run_id = ? ORDER BY rowid', runId);
  }
}

/** A sample as compressed bytes; `unpackSample` gives an equal one back. */
export function packSample(sample: Sample): Uint8Array {
  return zstdCompressSync(JSON.stringify({ ...sample, rows: sample.rows.map((row) => row.map(encodeValue)) }), LEVEL);
}

/** The sample that was packed. */
export function unpackSample(body: Uint8Array): Sample {
  const sample = JSON.parse(zstdDecompressSync(body).toString('utf8')) as Omit<Sample, 'rows'> & { rows: unknown[][] };
  return { ...sample, rows: sample.rows.map((row): Value[] => row.map(decodeValue)) };
}
