import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { CheckList } from './CheckList.tsx';
import { Delivery } from './Delivery.tsx';
import { LogList } from './LogList.tsx';
import { RejectList } from './RejectList.tsx';
import css from './run-page.module.css';
import { StepTable } from './StepTable.tsx';
import type { WatchedRun } from './useRun.ts';

type Tab = 'steps' | 'rejects' | 'checks' | 'delivery' | 'log';

interface RunDetailsProps {
  watched: WatchedRun;
  detail: RunDetail;
  selected: string | null;
  onSelect(nodeId: string): void;
  /** Rejected records of this step are to be shown; another object asks anew. */
  shownRejects: { nodeId: string } | null;
  onFollow(origin: RecordOrigin): void;
  onReplayFrom(nodeId: string): void;
  onCorrect(): void;
}

/** Beside the picture: steps, rejected records, what was read and written, log. */
export function RunDetails({ watched, detail, selected, onSelect, shownRejects, onFollow, onReplayFrom, onCorrect }: RunDetailsProps) {
  const id = useId();
  const [tab, setTab] = useState<Tab>('steps');
  const rejected = detail.steps.reduce((sum, { counts }) => sum + counts.rejected, 0);
  const checks = detail.checks ?? [];
  const broken = checks.filter(({ held }) => held === false).length;
  useEffect(() => {
    if (shownRejects) setTab('rejects');
  }, [shownRejects]);
  const tabs: readonly { tab: Tab; label: string }[] = [
    { tab: 'steps', label: t('Steps') },
    { tab: 'rejects', label: rejected > 0 ? t('Rejects {{number}}', { number: rejected }) : t('Rejects') },
    ...(checks.length > 0 ? [{ tab: 'checks' as const, label: broken > 0 ? t('Checks {{number}}', { number: broken }) : t('Checks') }] : []),
    { tab: 'delivery', label: t('Read and written') },
    { tab: 'log', label: t('Log') },
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.findIndex((one) => one.tab === tab) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    setTab(next.tab);
    document.getElementById(`${id}-${next.tab}`)?.focus();
  };
  return (
    <section className={css.details} aria-label={t('Details of the run')}>
      <div role="tablist" aria-label={t('Details of the run')} className={css.tabs} onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one.tab}
            id={`${id}-${one.tab}`}
            type="button"
            role="tab"
            aria-selected={one.tab === tab}
            aria-controls={`${id}-panel`}
            tabIndex={one.tab === tab ? 0 : -1}
            data-bad={(one.tab === 'rejects' && rejected > 0) || (one.tab === 'checks' && broken > 0) || undefined}
            onClick={() => setTab(one.tab)}
          >
            {one.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`} className={css.panel}>
        {tab === 'steps' && <StepTable detail={detail} selected={selected} onSelect={onSelect} onReplayFrom={onReplayFrom} />}
        {tab === 'rejects' && (
          <RejectList detail={detail} selected={selected} shown={shownRejects} onSelect={onSelect} onFollow={onFollow} onCorrect={onCorrect} />
        )}
        {tab === 'checks' && <CheckList detail={detail} checks={checks} />}
        {tab === 'delivery' && <Delivery detail={detail} />}
        {tab === 'log' && <LogList detail={detail} live={watched.log} />}
      </div>
    </section>
  );
}
