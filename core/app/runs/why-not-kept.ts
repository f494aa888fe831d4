import { countOf, formatCount } from '../../base/amounts.ts';
import type { Capture } from '../../store/captures.ts';

/** Why a capture cannot be used, behind "what X read": "was not kept", "was kept with personal fields hidden (iban)". */
export function whyNotKept(capture: Capture | undefined): string {
  if (!capture) return 'was not kept';
  if (capture.removedAt !== null) return 'was kept, but has been removed since, as the settings say';
  if (capture.masked.length > 0) return `was kept with personal fields hidden (${capture.masked.join(', ')})`;
  const part = capture.passed === null ? 'only in part' : `only in part (${formatCount(capture.records)} of ${countOf(capture.passed, 'record')})`;
  if (capture.stopped === 'run-ended' && capture.passed === capture.records)
    return `was kept only as far as it went (${countOf(capture.records, 'record')}), because the run ended early`;
  if (capture.stopped === 'quota') return `was kept ${part}, because the space for kept data was used up`;
  if (capture.stopped === 'disk') return `was kept ${part}, because the disk failed or was full`;
  return `was kept ${part}, because the run ended early`;
}
