import { create } from 'zustand';
import type { Inspection } from '../../core/api/design-models.ts';
import type { Problem } from '../../core/flow/flow.ts';
import { api } from '../api/client.ts';
import { useDocument } from './document.ts';

const QUIET_MS = 250;

export interface InspectionState extends Inspection {
  /** False until the first answer for the open flow has come. */
  known: boolean;
  /** Problems by node id; the flow's own under the empty text. */
  byNode: Readonly<Record<string, readonly Problem[]>>;
}

const NOTHING_KNOWN: InspectionState = { known: false, problems: [], arriving: {}, leaving: {}, offered: {}, byNode: {} };

/** What the backend says of the draft: problems, and the fields that arrive at and leave every node. */
export const useInspection = create<InspectionState>()(() => NOTHING_KNOWN);

let asked = 0;

let newest: { question: number; answered: Promise<void> } = { question: 0, answered: Promise.resolve() };

/** Asks again now. An answer that comes behind a newer question is dropped; whoever waits for it then waits for the newer one. */
export function inspectNow(): Promise<void> {
  const question = ++asked;
  newest = { question, answered: ask(question) };
  return newest.answered;
}

async function ask(question: number): Promise<void> {
  const { flowId, flow } = useDocument.getState();
  if (!flowId || !flow) return;
  try {
    const answer = await api.design.inspect({ flowId, flow });
    if (question === asked) useInspection.setState({ ...answer, known: true, byNode: groupByNode(answer.problems) });
  } catch {
    // The last answer stays on the screen; the next edit or reconnect asks again, and the status bar shows a lost connection.
  }
  if (newest.question > question) await newest.answered;
}

/** Keeps the inspection up to date while a flow is open. Returns the function that stops it. */
export function startInspecting(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useDocument.subscribe((now, before) => {
    if (now.flow === before.flow) return;
    clearTimeout(timer);
    if (now.flowId !== before.flowId || !now.flow) {
      asked++;
      useInspection.setState(NOTHING_KNOWN);
    }
    if (now.flow) timer = setTimeout(() => void inspectNow(), before.flow ? QUIET_MS : 0);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function groupByNode(problems: readonly Problem[]): Record<string, Problem[]> {
  const groups: Record<string, Problem[]> = Object.create(null);
  for (const problem of problems) {
    const key = problem.node ?? '';
    groups[key] ??= [];
    groups[key].push(problem);
  }
  return groups;
}
