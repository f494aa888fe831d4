import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { defineRun, type StepContext, type Transform } from '../../engine/node-door.ts';
import { keepLast } from './keep-last.ts';
import { keepRandom } from './keep-random.ts';
import { afterSkipping, partBy } from './part-by.ts';
import type { LimitRowsConfig } from './spec.ts';

/** Lets some records on, in their order; the others are counted as filtered. */
export const run = defineRun<LimitRowsConfig>({
  role: 'transform',
  open: (config, context) => afterSkipping(config.skip, context, keeper(config, context)),
});

function keeper({ mode, count, every, percent }: LimitRowsConfig, context: StepContext): Transform {
  switch (mode) {
    case 'first':
      return streaming(context, (record) => record < count, count);
    case 'every':
      return streaming(context, (record) => record % every === 0);
    case 'share':
      return streaming(context, () => context.random() * 100 < percent);
    case 'last':
      return keepLast(count, context);
    case 'random':
      return keepRandom(count, context);
  }
}

/** Decides record by record, by its number from 0. None is kept from number `end` on. */
function streaming(context: StepContext, isKept: (record: number) => boolean, end = Number.POSITIVE_INFINITY): Transform {
  let seen = 0;
  return {
    push(_port, batch: Batch, emit) {
      const first = seen;
      seen += batch.count;
      const { kept, keptCount, left, leftCount } = partBy(batch, (position) => isKept(first + position));
      if (seen >= end) context.enough(IN_PORT);
      if (leftCount > 0) context.filtered(batch, left, leftCount);
      return keptCount > 0 ? emit(OUT_PORT, keptCount === batch.count ? batch : select(batch, kept, keptCount)) : undefined;
    },
  };
}
