/** One step into a nested value: a name in an object, or a position in a list, from 0. */
export type PathStep = string | number;

/** One step of a written path, and where its text ends (to tell which prefix of the path is the field). */
interface WrittenStep {
  readonly step: PathStep;
  /** The text of the path up to and with this step, unescaped. */
  readonly upTo: string;
}

/** Splits the text between the brackets of a field reference: `lines[0].sku` gives lines, 0, sku. A backslash takes the next character as it is. */
function splitPath(path: string): WrittenStep[] {
  const steps: WrittenStep[] = [];
  let name = '';
  let plain = '';
  let open = true;
  const close = (): void => {
    if (open) steps.push({ step: name, upTo: plain });
    name = '';
    open = false;
  };
  for (let i = 0; i < path.length; i++) {
    const character = path[i] ?? '';
    if (character === '\\' && i + 1 < path.length) {
      name += path[++i] ?? '';
      plain += path[i] ?? '';
    } else if (character === '.') {
      close();
      plain += '.';
      open = true;
    } else if (character === '[') {
      close();
      const end = path.indexOf(']', i);
      const digits = path.slice(i + 1, end === -1 ? path.length : end);
      plain += `[${digits}]`;
      steps.push({ step: Number(digits), upTo: plain });
      i = end === -1 ? path.length : end;
    } else {
      name += character;
      plain += character;
    }
  }
  close();
  return steps;
}

/** Where a reference leads: the field and the steps from there. `field` is null when no field fits; `name` is then what was meant. */
export interface ResolvedPath {
  readonly name: string;
  readonly found: boolean;
  readonly steps: readonly PathStep[];
}

/** Finds the field of a path: the whole text as a name first, then the longest beginning that is a field's name, then (not found) the first step. */
export function resolvePath(path: string, isField: (name: string) => boolean): ResolvedPath {
  const written = splitPath(path);
  for (let count = written.length; count > 0; count--) {
    const name = written[count - 1]?.upTo ?? '';
    if (isField(name)) return { name, found: true, steps: written.slice(count).map(({ step }) => step) };
  }
  const first = written[0]?.upTo ?? '';
  return { name: first, found: false, steps: written.slice(1).map(({ step }) => step) };
}

/** Writes a field's name as a reference, with a backslash before what would read as a path. */
export function fieldReference(name: string): string {
  return `[${name.replace(/[\\.[\]]/g, '\\$&')}]`;
}
