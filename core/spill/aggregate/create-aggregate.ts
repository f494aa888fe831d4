import type { KeyOptions } from '../../data/record-keys.ts';
import type { CompareHow } from '../value-writer.ts';
import type { Aggregate, AggregateKind } from './aggregate.ts';
import { CountAggregate } from './counts.ts';
import type { DistinctPairs } from './distinct-pairs.ts';
import { PickedValues } from './picked-values.ts';
import { SumAggregate } from './sums.ts';
import { ValueLists } from './value-lists.ts';

/** One aggregate as the settings say. */
export interface AggregateSetting {
  readonly kind: AggregateKind;
  /** `min` and `max` of texts that are numbers, by their value. */
  readonly asNumbers: boolean;
  /** Text between joined values. */
  readonly separator: string;
}

/** What aggregates of one step have in common. */
export interface AggregateSurroundings {
  readonly how: CompareHow;
  /** When two values are the same, for those that take each once. */
  readonly options: KeyOptions;
  readonly pairs: DistinctPairs;
}

/** Makes an aggregate of a kind. */
export function createAggregate({ kind, asNumbers, separator }: AggregateSetting, { how, options, pairs }: AggregateSurroundings): Aggregate {
  switch (kind) {
    case 'count':
      return new CountAggregate(false);
    case 'count-filled':
      return new CountAggregate(true);
    case 'count-distinct':
      return pairs.aggregate(options);
    case 'sum':
    case 'average':
      return new SumAggregate(kind === 'average');
    case 'first':
    case 'last':
    case 'min':
    case 'max':
      return new PickedValues({ what: kind, asNumbers, how });
    case 'join':
    case 'join-distinct':
      return new ValueLists({ separator, distinct: kind === 'join-distinct', options });
    case 'list':
    case 'list-distinct':
      return new ValueLists({ separator: null, distinct: kind === 'list-distinct', options });
  }
}
