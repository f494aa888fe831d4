import { type ErrorReport, toErrorReport } from '../../base/errors.ts';
import type { ReceiptFacts } from '../../base/run-facts.ts';
import type { RunMasks } from '../masks/run-masks.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * The error that ended a run, with what had been written by then: by targets that had committed, and by those that could not take back all (`left`).
 * `nodeId` is where it happened, empty for nowhere.
 */
export function endReport(
  { plan, masks, receipts }: { plan: Plan; masks: RunMasks | null; receipts: readonly ReceiptFacts[] },
  { error, nodeId }: { error: unknown; nodeId: string },
  left: readonly string[],
): ErrorReport {
  const index = plan.steps.find((step) => step.nodeId === nodeId)?.index ?? -1;
  const plain = toErrorReport(error, nodeId === '' ? undefined : { node: nodeId });
  const report = masks ? masks.error(index, plain) : plain;
  const written = [...new Set([...receipts.map((receipt) => receipt.target), ...left])];
  if (written.length === 0) return report;
  return { ...report, message: `${report.message} Written before that, and left as it is: ${written.join(', ')}.` };
}
