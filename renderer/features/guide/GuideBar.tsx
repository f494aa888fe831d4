import { Button, CloseButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { closeGuide, GUIDE_STEPS, type GuideStep, nextOf, startGuide, useGuide } from '../../state/guide.ts';
import styles from './guide.module.css';
import { GUIDE_WORDS, useHow } from './guide-words.ts';
import { Pointer } from './Pointer.tsx';

/** The first steps: what there is to try on the example, one thing at a time, each ticked when it was really done. In nobody's way, gone with one click. */
export function GuideBar() {
  const { open, flowId, done } = useGuide();
  const isHere = useDocument((state) => state.flowId === flowId && state.flow !== null);
  const [chosen, setChosen] = useState<GuideStep | null>(null);
  // What was looked at gives way as soon as something was done.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every tick
  useEffect(() => setChosen(null), [done]);
  const shown = chosen ?? nextOf({ done });
  const how = useHow(shown);
  if (!open || !isHere || flowId === null) return null;
  return (
    <section className={styles.bar} aria-label={t('First steps')}>
      <ol className={styles.ticks}>
        {GUIDE_STEPS.map((step, i) => {
          const isDone = done.includes(step);
          const title = told(GUIDE_WORDS[step].title);
          return (
            <li key={step}>
              <button
                type="button"
                className={styles.tick}
                data-done={isDone || undefined}
                aria-current={step === shown ? 'step' : undefined}
                aria-label={isDone ? t('{{number}}. {{what}}: done', { number: i + 1, what: title }) : `${i + 1}. ${title}`}
                title={title}
                onClick={() => setChosen(step)}
              >
                {isDone ? <IconCheck size={13} stroke={2.6} aria-hidden="true" /> : i + 1}
              </button>
            </li>
          );
        })}
      </ol>
      <div className={styles.words} role="status">
        {shown ? (
          <>
            <b>{told(GUIDE_WORDS[shown].title)}</b>
            <span>{how && told(how)}</span>
          </>
        ) : (
          <>
            <b>{t('That is the whole of it')}</b>
            <span>{t('This flow is yours to play with. The gallery has more examples; Help brings these steps back.')}</span>
          </>
        )}
      </div>
      {shown === null && (
        <Button size="compact-xs" variant="default" onClick={() => startGuide(flowId)}>
          {t('Once more')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('Close the first steps')} title={t('Close the first steps')} onClick={closeGuide} />
      {shown && !done.includes(shown) && <Pointer step={shown} />}
    </section>
  );
}
