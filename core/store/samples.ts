import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decodeValue, encodeValue } from '../base/json.ts';
import type { Sample } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import type { Db } from './database.ts';

const packBeside = promisify(zstdCompress);
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Samples of a run whose texts together are not longer than this are kept in one row. */
const SMALL = 64 * 1024;
const OF_RUN = '(SELECT seq FROM runs WHERE id = ?)';

/** The sample of one port of a step. */
export interface PortSample {
  readonly nodeId: string;
  readonly port: string;
  readonly sample: Sample;
}

/** Samples made ready to be kept, which is the work of it: to be done before the transaction. */
export interface ReadySamples {
  readonly each: readonly { readonly nodeId: string; readonly port: string; readonly total: number; readonly text: string }[];
  /** All of them in one piece, where they are small. */
  readonly together: Uint8Array | null;
}

type PackedSample = Omit<Sample, 'rows'> & { rows: unknown[][] };

/** Samples seen at the ports of steps, as zstd-compressed JSON in which big integers are exact: those of a small run together, others one by one. */
export class SampleTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Keeps the samples of a run, one for each port; a later one for the same port takes the place of the earlier. */
  put(runId: string, { each, together }: ReadySamples): void {
    if (each.length === 0) return;
    this.#db.write(() => {
      if (together && this.#putSet(runId, together)) return;
      for (const { nodeId, port, total, text } of each)
        this.#db.run('INSERT OR REPLACE INTO samples (run_id, node_id, port, total, body) VALUES (?, ?, ?, ?, ?)', runId, nodeId, port, total, pack(text));
    });
  }

  /** The sample of a port, or null when none was kept. */
  get(runId: string, nodeId: string, port: string): Sample | null {
    const row = this.#db.get<{ body: Uint8Array }>('SELECT body FROM samples WHERE run_id = ? AND node_id = ? AND port = ?', runId, nodeId, port);
    if (row) return unpackSample(row.body);
    const found = this.#set(runId).find((one) => one.nodeId === nodeId && one.port === port);
    return found ? sampleOf(found.sample) : null;
  }

  /** Which ports of a run have a sample. */
  of(runId: string): { nodeId: string; port: string; total: number }[] {
    const together = this.#set(runId).map(({ nodeId, port, sample }) => ({ nodeId, port, total: sample.total }));
    const alone = this.#db.all<{ nodeId: string; port: string; total: number }>(
      'SELECT node_id AS nodeId, port, total FROM samples WHERE run_id = ? ORDER BY rowid',
      runId,
    );
    return [...together.filter((one) => !alone.some((other) => other.nodeId === one.nodeId && other.port === one.port)), ...alone];
  }

  /** False when the run has a set already. */
  #putSet(runId: string, body: Uint8Array): boolean {
    return this.#db.run(`INSERT OR IGNORE INTO sample_sets (run, body) VALUES (${OF_RUN}, ?)`, runId, body).changes === 1;
  }

  #set(runId: string): { nodeId: string; port: string; sample: PackedSample }[] {
    const row = this.#db.get<{ body: Uint8Array }>(`SELECT body FROM sample_sets WHERE run = ${OF_RUN}`, runId);
    return row ? JSON.parse(zstdDecompressSync(row.body).toString('utf8')) : [];
  }
}

/** Makes samples ready for `put`. */
export function readySamples(samples: readonly PortSample[]): ReadySamples {
  const each = textsOf(samples);
  const together = inOneRow(each);
  return { each, together: together === null ? null : pack(together) };
}

/** The same; another thread packs them. */
export async function readySamplesBeside(samples: readonly PortSample[]): Promise<ReadySamples> {
  const each = textsOf(samples);
  const together = inOneRow(each);
  return { each, together: together === null ? null : await packBeside(together, LEVEL) };
}

const textsOf = (samples: readonly PortSample[]): ReadySamples['each'] =>
  samples.map(({ nodeId, port, sample }) => ({ nodeId, port, total: sample.total, text: textOf(sample) }));

function inOneRow(each: ReadySamples['each']): string | null {
  const small = each.length > 0 && each.reduce((sum, { text }) => sum + text.length, 0) <= SMALL;
  return small ? `[${each.map(entry).join(',')}]` : null;
}

const entry = ({ nodeId, port, text }: ReadySamples['each'][number]) => `{"nodeId":${JSON.stringify(nodeId)},"port":${JSON.stringify(port)},"sample":${text}}`;

/** A sample as compressed bytes; `unpackSample` gives an equal one back. */
export function packSample(sample: Sample): Uint8Array {
  return pack(textOf(sample));
}

/** The sample that was packed. */
export function unpackSample(body: Uint8Array): Sample {
  return sampleOf(JSON.parse(zstdDecompressSync(body).toString('utf8')) as PackedSample);
}

function textOf(sample: Sample): string {
  return JSON.stringify({ ...sample, rows: sample.rows.map((row) => row.map(encodeValue)) });
}

function sampleOf(packed: PackedSample): Sample {
  return { ...packed, rows: packed.rows.map((row): Value[] => row.map(decodeValue)) };
}

function pack(text: string): Uint8Array {
  return zstdCompressSync(text, LEVEL);
}
