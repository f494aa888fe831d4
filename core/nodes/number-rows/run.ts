import { OUT_PORT } from '../../catalog/node-spec.ts';
import { defineRun, type StepContext, type Transform } from '../../engine/node-door.ts';
import { countsByKey } from './counts-by-key.ts';
import { GroupsOnDisk } from './groups-on-disk.ts';
import { numberWriter } from './number-column.ts';
import type { NumberRowsConfig } from './spec.ts';
import { countsUntilChange } from './until-change.ts';

/** Name of the state that holds the number the next run begins with. */
const NEXT = 'next';

/** Gives each record a running number, in the order in which they arrive. */
export const run = defineRun<NumberRowsConfig>({
  role: 'transform',
  open(config, context) {
    if (config.restart === 'key') return numberByKey(config, context);
    return config.restart === 'change' ? numberUntilChange(config) : numberOn(config, context);
  },
});

function numberOn(config: NumberRowsConfig, context: StepContext): Transform {
  const write = numberWriter(config);
  const kept = config.continues ? context.state.get(NEXT) : undefined;
  let next = typeof kept === 'number' && Number.isSafeInteger(kept) ? kept : config.start;
  return {
    push(_port, batch, emit) {
      const numbers = new Float64Array(batch.count);
      for (let position = 0; position < batch.count; position++, next += config.step) numbers[position] = next;
      return emit(OUT_PORT, write(batch, numbers));
    },
    settled() {
      if (config.continues) context.state.set(NEXT, next);
    },
  };
}

function numberUntilChange(config: NumberRowsConfig): Transform {
  const write = numberWriter(config);
  const counts = countsUntilChange(config.keys);
  return { push: (_port, batch, emit) => emit(OUT_PORT, write(batch, numbersOf(counts(batch), config))) };
}

/** Groups are counted in memory while there are few enough; from then on the records wait until all have arrived, and are counted group by group. */
function numberByKey(config: NumberRowsConfig, context: StepContext): Transform {
  const write = numberWriter(config);
  const known = countsByKey(config.keys, context.spill.memoryBudget * 0.4);
  let waiting: GroupsOnDisk | null = null;
  return {
    push(_port, batch, emit) {
      if (waiting === null && !known.isFull) return emit(OUT_PORT, write(batch, numbersOf(known.count(batch), config)));
      waiting ??= new GroupsOnDisk(config.keys, context);
      return waiting.add(batch);
    },
    async flush(_port, emit) {
      if (waiting === null) return;
      for await (const { batch, counts } of waiting.counted((keys, position) => known.countOf(keys, position))) {
        context.signal.throwIfAborted();
        await emit(OUT_PORT, write(batch, numbersOf(counts, config)));
      }
    },
    close: () => waiting?.close(),
  };
}

/** The numbers of records that are the so-manieth of their group, counted from 0. Changes the list. */
function numbersOf(counts: Float64Array, { start, step }: NumberRowsConfig): Float64Array {
  for (let at = 0; at < counts.length; at++) counts[at] = start + (counts[at] as number) * step;
  return counts;
}
