import { IconArchive, IconCalculator, IconCircleCheck, IconCirclePlus, IconDownload, IconMinus } from '@tabler/icons-react';
import type { ReplayPlan } from '../../../core/api/replay-models.ts';
import { t } from '../../i18n/i18n.ts';
import { TextWithPaths } from '../../ui/PathText.tsx';
import css from './replay.module.css';

type Action = ReplayPlan['steps'][number]['action'];

const ACTIONS: Readonly<Record<Action, { words: string; icon: typeof IconArchive }>> = {
  'from-capture': { words: 'reads what was kept', icon: IconArchive },
  'read-outside': { words: 'reads from outside again', icon: IconDownload },
  compute: { words: 'computes', icon: IconCalculator },
  'write-safely': { words: 'writes again, harmlessly', icon: IconCircleCheck },
  'write-again': { words: 'writes a second time', icon: IconCirclePlus },
  skip: { words: 'does not run', icon: IconMinus },
};

/** What a replay will do, step by step, in words. */
export function PlanSteps({ steps }: { steps: ReplayPlan['steps'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable with the keyboard
    <ol className={css.steps} aria-label={t('What the replay does')} tabIndex={0}>
      {steps.map((step) => {
        const { words, icon: Icon } = ACTIONS[step.action];
        return (
          <li key={step.nodeId} data-action={step.action}>
            <Icon size={16} stroke={1.7} aria-hidden />
            <div>
              <p>
                <b>{step.name}</b> <span className={css.action}>{wordsOf(step, words)}</span>
              </p>
              <p className={css.sentence}>
                <TextWithPaths text={step.sentence} />
                {step.readThen && step.readThen.length > 0 && (
                  <>
                    {' '}
                    Then:{' '}
                    <TextWithPaths text={`${step.readThen.slice(0, 3).join(', ')}${step.readThen.length > 3 ? ` and ${step.readThen.length - 3} more` : ''}`} />
                    .
                  </>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function wordsOf({ action, alreadyWritten = 0 }: ReplayPlan['steps'][number], words: string): string {
  return action === 'write-safely' && alreadyWritten === 0 ? 'writes for the first time' : words;
}
