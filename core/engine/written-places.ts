import { UserError } from '../base/errors.ts';
import { placeKey } from '../formats/files/file-place.ts';

/** The files that the steps of a run are about to write: no two steps may write to one, whatever paths lead to it. */
export class WrittenPlaces {
  readonly #stepAt = new Map<string, { nodeId: string; name: string }>();

  /** Throws the UserError `same-file` when another step writes there. */
  claim(path: string, step: { nodeId: string; name: string }): void {
    const key = placeKey(path);
    const other = this.#stepAt.get(key);
    if (other && other.nodeId !== step.nodeId)
      throw new UserError('same-file', `${step.name} and ${other.name} write to the same file: one would overwrite the other.`, {
        hint: `Give one of them another name. ${path} may be a link to the other one’s file.`,
        place: { node: step.nodeId, file: path },
      });
    this.#stepAt.set(key, step);
  }
}
