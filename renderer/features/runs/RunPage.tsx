import { useEffect, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { FlowView } from '../../canvas/FlowView.tsx';
import { t } from '../../i18n/i18n.ts';
import { useFollowed } from '../../state/followed.ts';
import { goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { FollowWish } from '../../ui/record-drawer/data-provider.ts';
import type { DrawerSide } from '../../ui/record-drawer/drawer-side.ts';
import { RecordDrawer } from '../../ui/record-drawer/RecordDrawer.tsx';
import { CountsLaw } from './CountsLaw.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import { RunDetails } from './RunDetails.tsx';
import { RunHeader } from './RunHeader.tsx';
import css from './run-page.module.css';
import { UnknownEffects } from './UnknownEffects.tsx';
import { useRun } from './useRun.ts';
import { useRunData } from './useRunData.ts';

/** One run: what it did as a picture, its counts, steps, data, rejects, receipts and log; live while it goes on. */
export function RunPage({ runId, find = null }: { runId: string; find?: { words: string; field?: string } | null }) {
  const watched = useRun(runId);
  const { detail, pressure, error } = watched;
  const provider = useRunData(detail);
  const [chosen, setChosen] = useState<{ runId: string; nodeId: string | null; side: DrawerSide | null; port: string | null } | null>(null);
  const [shownRejects, setShownRejects] = useState<{ nodeId: string } | null>(null);
  const [followed, setFollowed] = useState<FollowWish | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run with the same words is another search
  useEffect(() => setFollowed(find), [runId, find]);
  const way = useFollowed((state) => state.way);
  const [replaying, setReplaying] = useState<{ fromNode?: string; correct?: boolean; record?: RecordOrigin } | null>(null);
  if (!detail)
    return error ? (
      <EmptyState
        wholePage
        title={t('This run cannot be shown')}
        actions={
          <button type="button" className={css.button} onClick={() => goTo({ page: 'runs' })}>
            {t('All runs')}
          </button>
        }
      >
        <ErrorNote report={error} />
      </EmptyState>
    ) : (
      <p className={css.waiting}>{t('Fetching the run…')}</p>
    );
  const look = chosen?.runId === runId ? chosen : { runId, nodeId: mostTelling(detail.steps), side: null, port: null };
  const select = (nodeId: string | null) => setChosen({ runId, nodeId, side: null, port: null });
  const steps = Object.fromEntries(detail.steps.map((step) => [step.nodeId, step]));
  return (
    <div className={css.page}>
      <RunHeader detail={detail} onReplay={() => setReplaying({})} onFollow={() => setFollowed({})} />
      <CountsLaw
        counts={detail.run.counts}
        explained={detail.explained ?? []}
        onShowRejects={(nodeId) => {
          select(nodeId);
          setShownRejects({ nodeId });
        }}
      />
      {detail.run.error && <div className={css.error}>{<ErrorNote report={detail.run.error} />}</div>}
      {error && <ErrorNote report={error} />}
      <UnknownEffects detail={detail} />
      <div className={css.body}>
        <div className={css.left}>
          <section className={css.picture} aria-label={t('The flow as it was run')}>
            <FlowView
              flow={detail.flow}
              steps={steps}
              pressure={pressure}
              selected={look.nodeId}
              way={way}
              onSelect={(nodeId) => nodeId && select(nodeId)}
              onCount={(nodeId, port, end) => setChosen({ runId, nodeId, side: end === 'to' ? 'before' : port === 'rejected' ? 'rejected' : 'after', port })}
            />
          </section>
          <section className={css.data} aria-label={t('Data')}>
            <RecordDrawer
              provider={provider}
              nodeId={look.nodeId}
              side={look.side}
              port={look.port}
              onLook={(side, port) => setChosen({ ...look, side, port: port ?? null })}
              onGoToStep={select}
              follow={followed}
              followActions={(record) => (
                <button type="button" className={css.button} onClick={() => setReplaying({ record })}>
                  {t('Replay this record…')}
                </button>
              )}
            />
          </section>
        </div>
        <RunDetails
          watched={watched}
          detail={detail}
          selected={look.nodeId}
          onSelect={select}
          shownRejects={shownRejects}
          onFollow={(origin) => setFollowed({ origin })}
          onReplayFrom={(fromNode) => setReplaying({ fromNode })}
          onCorrect={() => setReplaying({ correct: true })}
        />
      </div>
      {replaying && <ReplayDialog detail={detail} {...replaying} onClose={() => setReplaying(null)} />}
    </div>
  );
}

/** The step to look at first: the one that failed, else the one that rejected most, else the last one. */
function mostTelling(steps: readonly { nodeId: string; status: string; counts: { rejected: number } }[]): string | null {
  const failed = steps.find((step) => step.status === 'failed');
  const worst = steps.reduce<(typeof steps)[number] | null>((most, step) => (step.counts.rejected > (most?.counts.rejected ?? 0) ? step : most), null);
  return (failed ?? worst ?? steps.at(-1))?.nodeId ?? null;
}
