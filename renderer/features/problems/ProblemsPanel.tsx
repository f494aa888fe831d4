import { CloseButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheck, IconXboxXFilled } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Problem } from '../../../core/flow/flow.ts';
import { showStep } from '../../editing/groups.ts';
import { mendsOf } from '../../editing/mend-edge.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import styles from './ProblemsPanel.module.css';

const MOST_SHOWN = 200;

/** All that keeps the flow from running, and what a careful person would look at. A click goes to the step and its setting. */
export function ProblemsPanel() {
  const problems = useInspection((state) => state.problems);
  const box = useRef<HTMLElement>(null);
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  const close = () => useUi.getState().set({ problemsOpen: false });
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('li button:enabled') ?? box.current?.querySelector<HTMLElement>('header button');
    first?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={box} className={styles.panel} aria-label={t('Problems')} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header>
        <h2>{t('Problems')}</h2>
        <CloseButton size="sm" aria-label={t('Close the list of problems')} onClick={close} />
      </header>
      {sorted.length === 0 ? (
        <p className={styles.none}>
          <IconCircleCheck size={17} aria-hidden="true" /> {t('Nothing is wrong. This flow can run.')}
        </p>
      ) : (
        <ul>
          {sorted.slice(0, MOST_SHOWN).map((problem) => (
            <Row key={`${problem.node ?? ''} ${problem.edge ?? ''} ${problem.code} ${problem.field ?? ''} ${problem.message}`} problem={problem} />
          ))}
          {sorted.length > MOST_SHOWN && <li className={styles.more}>{t('and {{count}} more problems', { count: sorted.length - MOST_SHOWN })}</li>}
        </ul>
      )}
    </section>
  );
}

function Row({ problem }: { problem: Problem }) {
  const name = useDocument((state) => state.flow?.nodes.find((node) => node.id === problem.node)?.name);
  const goThere = () => {
    if (!problem.node) return;
    useUi.getState().set({ inspectorOpen: true });
    showStep(problem.node);
    useSelection.getState().goToField(problem.node, problem.field ?? '');
  };
  return (
    <li>
      <button type="button" onClick={goThere} disabled={!problem.node}>
        {problem.severity === 'error' ? (
          <IconXboxXFilled className={styles.error} size={16} aria-label={t('Error')} role="img" />
        ) : (
          <IconAlertTriangleFilled className={styles.warning} size={16} aria-label={t('Warning')} role="img" />
        )}
        <span>
          {told(problem.message)}
          {problem.hint && <small>{told(problem.hint)}</small>}
        </span>
        {name && <em>{name}</em>}
      </button>
      {problem.edge && (
        <div className={styles.mends}>
          {mendsOf(problem.edge).map(({ label, title, perform }) => (
            <button key={label} type="button" title={title} onClick={perform}>
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
