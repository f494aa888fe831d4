import { numberOption } from './rounds.ts';

/** The time a bench may take in all: how much of it is left, and lines that say how far it is. */
export interface TimeGiven {
  /** Seconds that are left; less than none when it is over. */
  left(): number;
  /** Says on the error output how far it is, with the seconds gone by. */
  say(text: string): void;
}

/** The seconds of `--seconds N`, or `otherwise`, from now on. */
export function timeGiven(otherwise: number): TimeGiven {
  const seconds = numberOption('seconds', otherwise);
  const begun = performance.now();
  const gone = () => (performance.now() - begun) / 1000;
  return { left: () => seconds - gone(), say: (text) => void process.stderr.write(`${gone().toFixed(0).padStart(4)} s  ${text}\n`) };
}
