import { useCallback, useEffect, useRef, useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import type { MoreRecords, PortSample } from './data-provider.ts';

/** Records in one answer: few enough that the window draws and listens between two. */
const AT_ONCE = 2_000;
/** So many places are held whole; the one that was looked at longest ago is shown by its first records again. */
const MOST_WHOLE = 2;

let held: { of: Sample; whole: Sample }[] = [];

function wholeOf(sample: Sample): Sample | undefined {
  return held.find((one) => one.of === sample)?.whole;
}

export interface WholeSample {
  /** All records where they are here, else the sample. */
  sample: Sample | null;
  /** All records can be fetched, and are not here yet. */
  canFetch: boolean;
  /** 0 to 1 while they come. */
  progress: number | null;
  /** They are not kept any more: a new preview has taken their place. */
  gone: boolean;
  fetch(): void;
  cancel(): void;
}

/** The records of a port beyond those that a preview told, fetched when asked for, piece by piece. */
export function useWholeSample(shown: PortSample | null): WholeSample {
  const sample = shown?.sample ?? null;
  const [state, setState] = useState<{ of: Sample; progress: number | null; gone: boolean } | null>(null);
  const running = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes for another place is not waited for any more
  useEffect(() => () => running.current?.abort(), [sample]);
  const fetch = useCallback(() => {
    if (!shown?.more?.rows) return;
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const { sample: of, more } = shown;
    const tell = (progress: number | null, gone = false) => setState({ of, progress, gone });
    tell(0);
    fetchWhole(of, { total: more.total, rows: shown.more.rows }, stop.signal, tell).then(
      (whole) => {
        if (stop.signal.aborted) return tell(null);
        if (whole) held = [...held.filter((one) => one.of !== of).slice(1 - MOST_WHOLE), { of, whole }];
        tell(null, whole === null);
      },
      () => tell(null, true),
    );
  }, [shown]);
  const mine = state?.of === sample ? state : null;
  const whole = sample ? wholeOf(sample) : undefined;
  return {
    sample: whole ?? sample,
    canFetch: sample !== null && !whole && shown?.more?.rows !== undefined && sample.rows.length < sample.total && !mine?.gone,
    progress: mine?.progress ?? null,
    gone: mine?.gone ?? false,
    fetch,
    cancel: () => running.current?.abort(),
  };
}

async function fetchWhole(
  sample: Sample,
  more: Required<Pick<MoreRecords, 'total' | 'rows'>>,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<Sample | null> {
  const rows: Value[][] = [];
  const origins: RecordOrigin[] = [];
  let fields: readonly Field[] = sample.fields;
  while (rows.length < more.total && !signal.aborted) {
    const piece = await more.rows(rows.length, AT_ONCE);
    if (!piece || piece.rows.length === 0) return null;
    fields = piece.fields;
    for (const row of piece.rows) rows.push(row);
    for (const origin of piece.origins) origins.push(origin);
    onProgress(rows.length / more.total);
  }
  return { ...sample, fields: fields.map((field) => sample.fields.find(({ name }) => name === field.name) ?? field), rows, origins, first: rows.length };
}
