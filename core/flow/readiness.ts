import { checkFlow } from './check.ts';
import { type Flow, type FlowNode, type Problem, QUESTIONS, type Question } from './flow.ts';
import { edgesFrom } from './graph.ts';
import { type FlowKinds, outputNamed } from './kinds.ts';

/** How far one question is answered. */
export interface QuestionState {
  question: Question;
  /** The question as a person reads it. */
  label: string;
  answered: boolean;
  /** What answers it: words of a person, or what the flow itself shows. Empty when nothing does. */
  by: string;
  /** What to do when it is not answered. */
  hint: string;
}

const LABELS: Readonly<Record<Question, string>> = {
  systemOfRecord: 'Which system is the system of record?',
  format: 'What format is sent and received?',
  processing: 'What converts one to the other?',
  trigger: 'What triggers each movement?',
  checks: 'What checks show that it works?',
  failure: 'What happens when things go wrong?',
  records: 'What records are kept for troubleshooting?',
};

const HINTS: Readonly<Record<Question, string>> = {
  systemOfRecord: 'Say who owns this data, for example "HR owns name and status, payroll owns bank details".',
  format: 'Set up every source and target.',
  processing: 'Add the steps between source and target, or say that data passes unchanged.',
  trigger: 'Add a trigger and connect it to the source.',
  checks: 'Say how somebody knows that it worked, for example a count that is compared each month.',
  failure: 'Connect the rejects of a step, or set a limit at which the run stops.',
  records: 'Keep the input of runs (flow settings), or say where else the records are.',
};

/** How many of the seven questions a flow answers, and each of them. */
export interface Readiness {
  readonly answered: number;
  readonly questions: readonly QuestionState[];
}

/** How far a flow answers the seven questions an integration must answer: by what is drawn, or in words kept in `flow.contract`. */
export function readiness(flow: Flow, kinds: FlowKinds): Readiness {
  let found: Problem[] | null = null;
  const errors = () => {
    found ??= checkFlow(flow, kinds).filter((problem) => problem.severity === 'error');
    return found;
  };
  const questions = QUESTIONS.map((question): QuestionState => {
    const words = flow.contract[question]?.trim() ?? '';
    const shown = words === '' ? inferred(question, flow, kinds, errors) : words;
    return { question, label: LABELS[question], answered: shown !== '', by: shown, hint: HINTS[question] };
  });
  return { answered: questions.filter((state) => state.answered).length, questions };
}

function inferred(question: Question, flow: Flow, kinds: FlowKinds, errors: () => readonly Problem[]): string {
  const ofRole = (role: string) => flow.nodes.filter((node) => kinds.get(node.kind)?.role === role);
  const names = (nodes: readonly FlowNode[]) => nodes.map((node) => node.name).join(', ');
  switch (question) {
    case 'format': {
      const ends = [...ofRole('source'), ...ofRole('target')];
      const broken = new Set(errors().map((problem) => problem.node));
      return ofRole('source').length > 0 && ofRole('target').length > 0 && ends.every((node) => !broken.has(node.id)) ? `As set up in ${names(ends)}` : '';
    }
    case 'processing':
      return ofRole('transform').length > 0 && errors().length === 0 ? names(ofRole('transform')) : '';
    case 'trigger': {
      const wired = ofRole('trigger').filter((node) => edgesFrom(flow, node.id).length > 0);
      return names(wired);
    }
    case 'failure': {
      const limited = flow.nodes.filter((node) => node.rejects?.stopAfterCount !== undefined || node.rejects?.stopAbovePercent !== undefined);
      const routed = flow.nodes.filter((node) =>
        edgesFrom(flow, node.id).some((edge) => outputNamed(kinds.get(node.kind), node.config, edge.from.port)?.carries === 'reject'),
      );
      const { rejects } = flow.settings;
      const whole = rejects?.stopAfterCount !== undefined || rejects?.stopAbovePercent !== undefined;
      return [
        whole ? 'The run stops at a limit' : '',
        limited.length > 0 ? `Stops at a limit: ${names(limited)}` : '',
        routed.length > 0 ? `Rejects are passed on: ${names(routed)}` : '',
      ]
        .filter(Boolean)
        .join('. ');
    }
    case 'records':
      return flow.settings.capture === 'none'
        ? ''
        : flow.settings.capture === 'every'
          ? 'The data at every step of every run is kept'
          : 'The input of every run is kept';
    default:
      return '';
  }
}
