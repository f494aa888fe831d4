/** One measured figure. `baseline` is what a hand-written program does in the same call; `target` and `ok` say what was promised and whether it holds. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly target?: number;
  readonly ok: boolean;
}
