import { useDocument } from '../../state/document.ts';
import type { GuideStep } from '../../state/guide.ts';
import { conditionSteps } from '../../state/guide-ticks.ts';
import { useInspection } from '../../state/inspection.ts';
import { areRecordsShown } from '../../state/records-shown.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';

/** Where on the screen the next thing is to be done; null while that place is not there. */
export function spotOf(step: GuideStep): Element | null {
  switch (step) {
    case 'look':
      return areRecordsShown() ? first('[data-scope="canvas"] button[data-carries]:not([data-quiet])') : marked('preview');
    case 'follow':
      return marked(areRecordsShown() ? 'follow' : 'preview');
    case 'change': {
      const { flow } = useDocument.getState();
      const [step] = flow ? conditionSteps(flow) : [];
      if (!step) return null;
      return selectedNodeId(useSelection.getState()) === step.id ? first('aside [data-setting="conditions"]') : cardOf(step.id);
    }
    case 'break':
      return useInspection.getState().problems.some(({ severity }) => severity === 'error')
        ? marked('problems')
        : first('.react-flow__node [data-role="target"]');
    case 'run':
      return marked('run');
    case 'account':
      return marked('run-details') ?? marked('run');
  }
}

const first = (selector: string) => document.querySelector(selector);
const marked = (spot: string) => first(`[data-spot="${spot}"]`);
const cardOf = (id: string) => first(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
