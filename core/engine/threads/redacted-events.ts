import { createRedactor, NO_REDACTION, type Redactor } from '../../base/redact.ts';
import type { StepFacts } from '../../base/run-facts.ts';
import type { JobConnection } from '../step-connections.ts';
import type { EngineEvent, PreviewedStep, PreviewHappening, RunOutcome } from './messages.ts';

/** Takes the secrets of these connections out of text. */
export function redactorOf(connections: readonly JobConnection[] | undefined): Redactor {
  return connections && connections.length > 0 ? createRedactor(connections.flatMap(({ secrets }) => Object.values(secrets))) : NO_REDACTION;
}

/** The same event with no secret in what it tells: sentences, errors, reasons. Records are the data of the flow and stay as they are. */
export function redactedEvent(event: EngineEvent, redactor: Redactor): EngineEvent {
  if (redactor === NO_REDACTION) return event;
  switch (event.kind) {
    case 'planned':
    case 'progress':
      return { ...event, steps: event.steps.map((step) => redactedStep(step, redactor)) };
    case 'log':
      return { ...event, message: redactor.text(event.message) };
    case 'rejects':
      return { ...event, rows: event.rows.map((row) => ({ ...row, message: redactor.text(row.message) })) };
    case 'unknown-effect':
      return { ...event, why: redactor.text(event.why) };
    case 'sent':
      return event.answer === undefined ? event : { ...event, answer: redactor.text(event.answer) };
    case 'delivered':
      return { ...event, receipt: { ...event.receipt, target: redactor.text(event.receipt.target) } };
    case 'would-do':
      return event.wouldDo.sentence === undefined ? event : { ...event, wouldDo: { ...event.wouldDo, sentence: redactor.text(event.wouldDo.sentence) } };
    default:
      return event;
  }
}

/** The same for how a run ended. */
export function redactedOutcome(outcome: RunOutcome, redactor: Redactor): RunOutcome {
  if (redactor === NO_REDACTION) return outcome;
  return {
    ...outcome,
    ...(outcome.error ? { error: redactor.report(outcome.error) } : {}),
    steps: outcome.steps.map((step) => redactedStep(step, redactor)),
    receipts: outcome.receipts.map((receipt) => ({ ...receipt, target: redactor.text(receipt.target) })),
  };
}

/** The same for what a preview tells. */
export function redactedHappening(event: PreviewHappening, redactor: Redactor): PreviewHappening {
  if (redactor === NO_REDACTION) return event;
  if (event.kind === 'finished') return event.error ? { ...event, error: redactor.report(event.error) } : event;
  if (event.kind !== 'step') return event;
  return { ...event, step: redactedPreview(event.step, redactor) };
}

/** The same for one step of it. */
export function redactedPreview(step: PreviewedStep, redactor: Redactor): PreviewedStep {
  if (redactor === NO_REDACTION) return step;
  const { facts, notices, wouldDo } = step;
  return {
    ...step,
    facts: redactedStep(facts, redactor),
    ...(notices ? { notices: notices.map((notice) => redactor.text(notice)) } : {}),
    ...(wouldDo?.sentence === undefined ? {} : { wouldDo: { ...wouldDo, sentence: redactor.text(wouldDo.sentence) } }),
  };
}

function redactedStep(step: StepFacts, redactor: Redactor): StepFacts {
  return step.error ? { ...step, error: redactor.report(step.error) } : step;
}
