import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { SampleChoice } from '../../core/api/preview-models.ts';
import { decodeValue, encodeValue } from '../../core/base/json.ts';
import type { Value } from '../../core/base/value.ts';

export const FEWEST_RECORDS = 10;
export const MOST_RECORDS = 100_000;
const FIRST: SampleChoice = { kind: 'first' };

interface SampleState {
  /** By flow id; absent: the first records. */
  choices: Readonly<Record<string, SampleChoice>>;
  choose(flowId: string, choice: SampleChoice): void;
}

/** Which records previews take of the sources, by flow. Forgotten with the window: what was typed in is data, and belongs to nobody else. */
export const useSample = create<SampleState>()(
  persist(
    (set) => ({
      choices: {},
      choose: (flowId, choice) =>
        set(({ choices: { [flowId]: _old, ...others } }) => ({ choices: choice.kind === 'first' ? others : { ...others, [flowId]: choice } })),
    }),
    {
      name: 'swivel.sample',
      storage: createJSONStorage(() => window.sessionStorage, {
        replacer: (_key, value) => (typeof value === 'bigint' ? encodeValue(value) : value),
        reviver: (_key, value) => (isBigint(value) ? decodeValue(value) : value),
      }),
      partialize: ({ choices }) => ({ choices }),
    },
  ),
);

/** The choice that holds for a flow. */
export function sampleOf(flowId: string | null): SampleChoice {
  return (flowId && useSample.getState().choices[flowId]) || FIRST;
}

/** What goes along with a request for a preview. */
export function sampleRequest(flowId: string): { sample?: SampleChoice } {
  const sample = sampleOf(flowId);
  return sample.kind === 'first' ? {} : { sample };
}

function isBigint(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && '$bigint' in value;
}
