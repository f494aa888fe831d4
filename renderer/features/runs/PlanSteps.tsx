import { IconArchive, IconCalculator, IconCircleCheck, IconCirclePlus, IconDownload, IconMinus } from '@tabler/icons-react';
import type { ReplayPlan } from '../../../core/api/replay-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { TextWithPaths } from '../../ui/PathText.tsx';
import css from './replay.module.css';

type Action = ReplayPlan['steps'][number]['action'];

const ACTIONS: Readonly<Record<Action, { words: string; icon: typeof IconArchive }>> = {
  'from-capture': { words: text('reads what was kept'), icon: IconArchive },
  'read-outside': { words: text('reads from outside again'), icon: IconDownload },
  compute: { words: text('computes'), icon: IconCalculator },
  'write-safely': { words: text('writes again, harmlessly'), icon: IconCircleCheck },
  'write-again': { words: text('writes a second time'), icon: IconCirclePlus },
  skip: { words: text('does not run'), icon: IconMinus },
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
                <TextWithPaths text={told(step.sentence)} />
                {step.readThen && step.readThen.length > 0 && (
                  <>
                    {' '}
                    <TextWithPaths text={thenOf(step.readThen)} />
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

function thenOf(files: readonly string[]): string {
  const named = files.slice(0, 3).join(', ');
  return files.length > 3 ? t('Then: {{files}} and {{left}} more.', { files: named, left: files.length - 3 }) : t('Then: {{files}}.', { files: named });
}

function wordsOf({ action, alreadyWritten = 0 }: ReplayPlan['steps'][number], words: string): string {
  return action === 'write-safely' && alreadyWritten === 0 ? t('writes for the first time') : told(words);
}
