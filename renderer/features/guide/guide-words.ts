import { text } from '../../i18n/i18n.ts';
import type { GuideStep } from '../../state/guide.ts';
import { isRunShown, useRecordsShown } from '../../state/records-shown.ts';
import { useRuns } from '../../state/runs.ts';

/** What there is to do, and how. */
export const GUIDE_WORDS: Readonly<Record<GuideStep, { title: string; how: string }>> = {
  look: {
    title: text('Look into a link'),
    how: text('Click the number on any link: the records that flow through it appear below.'),
  },
  follow: {
    title: text('Follow one record'),
    how: text('Choose a row below, then "Follow record": it is shown at every step, and its way lights up.'),
  },
  change: {
    title: text('Change a condition and watch the number'),
    how: text('Click the step with the conditions, change one on the right, then press Preview: the numbers on the links change.'),
  },
  break: {
    title: text('Break something, and read what is wrong'),
    how: text('Empty a setting that is needed, such as a file name, then open the problems in the bar below. Undo fixes it.'),
  },
  run: {
    title: text('Run the flow'),
    how: text('Press Run. Now every record is read, and the targets are written: in this example, files of its own.'),
  },
  account: {
    title: text('See where every record went'),
    how: text('Open the details of the run: of the records read, none is unaccounted for.'),
  },
};

const PREVIEW_FIRST = text('Preview the flow first: press Preview, and the number of records stands on each link.');
const RUN_FIRST = text('Run the flow first: press Run, and the way to the details of the run stands above the canvas.');

/** How the next thing is done as things stand: where it needs records or a run that are not there yet, how one comes by those. */
export function useHow(step: GuideStep | null): string | null {
  const hasRecords = useRecordsShown();
  const hasRun = useRuns(isRunShown);
  if (step === null) return null;
  if ((step === 'look' || step === 'follow') && !hasRecords) return PREVIEW_FIRST;
  return step === 'account' && !hasRun ? RUN_FIRST : GUIDE_WORDS[step].how;
}
