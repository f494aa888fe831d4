import { type PreviewState, usePreview } from './preview.ts';
import { type RunsState, useRuns } from './runs.ts';

/** Whether the open flow has records to look at: of a preview, also one under way, or of the run that is shown. */
export function areRecordsShown(): boolean {
  return isPreviewed(usePreview.getState()) || isRunShown(useRuns.getState());
}

/** The same, for what is drawn. */
export function useRecordsShown(): boolean {
  const previewed = usePreview(isPreviewed);
  const run = useRuns(isRunShown);
  return previewed || run;
}

const isPreviewed = ({ status, steps }: PreviewState) => status === 'running' || Object.keys(steps).length > 0;
export const isRunShown = ({ current }: Pick<RunsState, 'current'>): boolean => current !== null;
