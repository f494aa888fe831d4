import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockExclamation,
  IconCopy,
  IconCut,
  IconFileUnknown,
} from '@tabler/icons-react';
import type { ArrivalState } from '../../../core/flow/expectation.ts';
import { text } from '../../i18n/i18n.ts';

/** What a state is called, its sign, and how it is coloured: never by colour alone. */
export const FACES: Readonly<Record<ArrivalState, { words: string; Picture: typeof IconCut; tone: 'ok' | 'warn' | 'bad' | 'quiet' }>> = {
  waiting: { words: text('Waited for'), Picture: IconCircleDashed, tone: 'quiet' },
  'on-time': { words: text('On time'), Picture: IconCircleCheck, tone: 'ok' },
  late: { words: text('Late'), Picture: IconClockExclamation, tone: 'warn' },
  missing: { words: text('Missing'), Picture: IconCircleX, tone: 'bad' },
  empty: { words: text('Empty'), Picture: IconFileUnknown, tone: 'bad' },
  truncated: { words: text('Too small'), Picture: IconCut, tone: 'bad' },
  repeated: { words: text('Repeated'), Picture: IconCopy, tone: 'bad' },
  unusual: { words: text('Unusually large'), Picture: IconAlertTriangle, tone: 'warn' },
};

/** States in the order in which the legend names them. */
export const STATES = Object.keys(FACES) as ArrivalState[];
