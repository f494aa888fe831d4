import { fitsPattern } from '../base/name-pattern.ts';
import type { FileSettings } from '../base/trigger-settings.ts';
import type { PlacedFile } from '../catalog/families/file-place.ts';

/** Names that programs give to what they have not finished, and to locks beside what is open. */
const UNFINISHED = /^(\.|~\$|~lock\.)|(\.(part|partial|tmp|temp|filepart|crdownload|download|swp)|~)$/i;

/** Whether a name fits one of the patterns; `*` is any run of characters, `?` any one; `anyCase` as in `fitsPattern`. Hidden and unfinished files fit only a pattern that begins or ends as they do. */
export function fitsPatterns(name: string, patterns: string, anyCase: boolean): boolean {
  return patternsIn(patterns).some((pattern) => {
    if (UNFINISHED.test(name) && !UNFINISHED.test(pattern.replace(/\*/g, 'x'))) return false;
    return fitsPattern(name, pattern, anyCase);
  });
}

function patternsIn(patterns: string): string[] {
  const all = patterns
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
  return all.length === 0 ? ['*'] : all;
}

interface Waiting {
  bytes: number;
  modifiedAt: number;
  /** Monotonic time since which size and time stand still. */
  since: number;
}

/** Decides which files of a folder are complete, look by look: those whose size and time stood still for long enough, or whose marker is there. */
export class Completeness {
  readonly #settings: Pick<FileSettings, 'connection' | 'complete' | 'marker' | 'steadySeconds' | 'pattern'>;
  readonly #waiting = new Map<string, Waiting>();

  constructor(settings: Pick<FileSettings, 'connection' | 'complete' | 'marker' | 'steadySeconds' | 'pattern'>) {
    this.#settings = settings;
  }

  /** How many are looked at and not complete yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The files that are complete now, in order of their names. `isKnown` leaves out what was taken before. */
  look(files: readonly PlacedFile[], now: number, isKnown: (file: PlacedFile) => boolean): PlacedFile[] {
    const { connection, complete, marker, pattern } = this.#settings;
    const names = new Set(files.map(({ name }) => name));
    const anyCase = connection === '' && process.platform === 'win32';
    const fitting = files.filter(({ name }) => fitsPatterns(name, pattern, anyCase) && !(complete === 'marker' && isMarker(name, marker)));
    const open = fitting.filter((file) => !isKnown(file));
    for (const name of [...this.#waiting.keys()]) if (!names.has(name)) this.#waiting.delete(name);
    const done = open.filter((file) => (complete === 'marker' ? hasMarker(file.name, marker, names) : this.#isSteady(file, now)));
    for (const { name } of complete === 'marker' ? open : []) this.#waiting.set(name, { bytes: 0, modifiedAt: 0, since: now });
    const openNames = new Set(open.map(({ name }) => name));
    for (const name of [...this.#waiting.keys()]) if (!openNames.has(name)) this.#waiting.delete(name);
    return done.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** It was taken, or is no longer of interest. */
  forget(name: string): void {
    this.#waiting.delete(name);
  }

  #isSteady({ name, bytes, modifiedAt }: PlacedFile, now: number): boolean {
    const before = this.#waiting.get(name);
    if (before && before.bytes === bytes && before.modifiedAt === modifiedAt) return now - before.since >= this.#settings.steadySeconds * 1_000;
    this.#waiting.set(name, { bytes, modifiedAt, since: now });
    return false;
  }
}

function isMarker(name: string, marker: string): boolean {
  return name.toLowerCase().endsWith(marker.toLowerCase());
}

/** `orders.csv.done` and `orders.done` both say that `orders.csv` is complete. */
function hasMarker(name: string, marker: string, names: ReadonlySet<string>): boolean {
  const dot = name.lastIndexOf('.');
  return names.has(name + marker) || (dot > 0 && names.has(name.slice(0, dot) + marker));
}
