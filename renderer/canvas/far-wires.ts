/** How a link looks from afar; links of one look are drawn together. */
export interface WireLook {
  readonly carries: string;
  readonly quiet: boolean;
  readonly pressure: string;
  readonly chosen: boolean;
}

/** Many links of one look as one line: `d` is the SVG path data of all of them. */
export interface WireBundle extends WireLook {
  readonly key: string;
  readonly d: string;
}

/** A link that moves changes the bundle it is in, so bundles are kept small. */
const BUNDLES_PER_LOOK = 16;
/** So many of the links that moved last are a bundle of their own: a browser takes milliseconds to measure and draw again a line that lies all over the picture. */
const MOST_MOVED = 32;

interface Wire {
  readonly path: string;
  readonly look: WireLook;
  readonly key: string;
}

/**
 * All links of a canvas seen from afar, in a few bundles: a browser that draws a thousand links one by one is busy with nothing else while the picture moves.
 * Each link says here where it runs; whoever draws them subscribes. Changes are told once per task, however many there were.
 */
export class FarWires {
  readonly #wires = new Map<string, Wire>();
  readonly #changed = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #places = new Map<string, number>();
  /** The one that moved longest ago comes first. */
  readonly #moved = new Set<string>();
  #bundles: readonly WireBundle[] = [];
  #told = true;

  /** Puts a link in, or says anew where it runs and how it looks. */
  put(id: string, path: string, look: WireLook): void {
    const before = this.#wires.get(id);
    if (before && before.path !== path) this.#noteMoved(id);
    const key = this.#keyOf(id, look);
    if (before?.key === key && before.path === path) return;
    if (before) this.#changed.add(before.key);
    this.#wires.set(id, { path, look, key });
    this.#changed.add(key);
    this.#tell();
  }

  remove(id: string): void {
    const wire = this.#wires.get(id);
    if (!wire) return;
    this.#wires.delete(id);
    this.#places.delete(id);
    this.#moved.delete(id);
    this.#changed.add(wire.key);
    this.#tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The links as they are now; the same list until one changes. Chosen links come last, above the others. */
  readonly bundles = (): readonly WireBundle[] => {
    if (this.#changed.size === 0) return this.#bundles;
    const fresh = new Map<string, { look: WireLook; paths: string[] }>();
    for (const { key, look, path } of this.#wires.values()) {
      if (!this.#changed.has(key)) continue;
      const bundle = fresh.get(key);
      if (bundle) bundle.paths.push(path);
      else fresh.set(key, { look, paths: [path] });
    }
    const kept = this.#bundles.filter(({ key }) => !this.#changed.has(key));
    const made = [...fresh].map(([key, { look, paths }]): WireBundle => ({ ...look, key, d: paths.join('') }));
    this.#bundles = [...kept, ...made].sort((a, b) => Number(a.chosen) - Number(b.chosen) || (a.key < b.key ? -1 : 1));
    this.#changed.clear();
    return this.#bundles;
  };

  #noteMoved(id: string): void {
    this.#moved.delete(id);
    this.#moved.add(id);
    const [first] = this.#moved;
    if (this.#moved.size <= MOST_MOVED || first === undefined) return;
    this.#moved.delete(first);
    const rested = this.#wires.get(first);
    if (!rested) return;
    this.#changed.add(rested.key);
    const key = this.#keyOf(first, rested.look);
    this.#wires.set(first, { ...rested, key });
    this.#changed.add(key);
  }

  #keyOf(id: string, look: WireLook): string {
    return [look.carries, look.quiet, look.pressure, look.chosen, this.#moved.has(id) ? 'moved' : this.#placeOf(id)].join(' ');
  }

  /** Links are spread in the order in which they came. */
  #placeOf(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#places.size % BUNDLES_PER_LOOK;
    this.#places.set(id, place);
    return place;
  }

  #tell(): void {
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      for (const listener of this.#listeners) listener();
    });
  }
}
