import { type ErrorReport, toErrorReport } from '../../base/errors.ts';
import type { ReceiptFacts } from '../../base/run-facts.ts';
import type { RunMasks } from '../masks/run-masks.ts';
import type { Plan } from '../plan/plan.ts';

/** The error that ended a run, with what had been written by then. `nodeId` is where it happened, empty for nowhere. */
export function endReport(
  { plan, masks, receipts }: { plan: Plan; masks: RunMasks | null; receipts: readonly ReceiptFacts[] },
  { error, nodeId }: { error: unknown; nodeId: string },
): ErrorReport {
  const index = plan.steps.find((step) => step.nodeId === nodeId)?.index ?? -1;
  const plain = toErrorReport(error, nodeId === '' ? undefined : { node: nodeId });
  const report = masks ? masks.error(index, plain) : plain;
  if (receipts.length === 0) return report;
  const written = receipts.map((receipt) => receipt.target).join(', ');
  return { ...report, message: `${report.message} Written before that, and left as it is: ${written}.` };
}
