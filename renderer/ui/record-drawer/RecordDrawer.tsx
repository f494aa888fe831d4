import { IconRoute } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useEffect, useId, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { DataGrid } from '../data-grid/DataGrid.tsx';
import { QueryChips } from '../data-grid/QueryChips.tsx';
import { ErrorNote } from '../ErrorNote.tsx';
import { useNow } from '../useNow.ts';
import { DrawerTabs } from './DrawerTabs.tsx';
import type { DataProvider, FollowedStep, FollowWish } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import { portsOf, preferred, tabsOf } from './drawer-views.ts';
import { EarlierView } from './EarlierView.tsx';
import { EmptyDrawer } from './EmptyDrawer.tsx';
import { FollowView } from './FollowView.tsx';
import { PortPicker } from './PortPicker.tsx';
import css from './record-drawer.module.css';
import { SideBySide } from './SideBySide.tsx';
import { saysWhat } from './says.ts';
import { useRecordPlaces } from './use-record-places.ts';
import { useShownRecords } from './use-shown-records.ts';
import { useWholeSample } from './use-whole-sample.ts';
import { WholeLine } from './WholeLine.tsx';
import { WouldDoView } from './WouldDoView.tsx';

interface RecordDrawerProps {
  provider: DataProvider;
  /** The step looked at; null when none is chosen. */
  nodeId: string | null;
  side: DrawerSide | null;
  port: string | null;
  onLook(side: DrawerSide, port?: string): void;
  onGoToStep?(nodeId: string): void;
  /** A record to be followed or looked for; another object asks anew. */
  follow?: FollowWish | null;
  /** What else can be done with the record that is followed. */
  followActions?(origin: RecordOrigin, steps: readonly FollowedStep[]): ReactNode;
  /** A record that is marked and brought into sight where it stands. */
  mark?: RecordOrigin | null;
  /** Further controls at the right end of the bar. */
  actions?: ReactNode;
}

/** Looks at the data of one step: what arrived, what left, what fell out and why, and the way of a single record. Never writes. */
export function RecordDrawer({ provider, nodeId, side, port, onLook, onGoToStep, follow: wanted, followActions, mark = null, actions }: RecordDrawerProps) {
  const [followed, setFollowed] = useState<RecordOrigin | null>(null);
  const [following, setFollowing] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    setFollowed(wanted.origin ?? null);
    setFollowing(true);
  }, [wanted]);
  const [words, setWords] = useState('');
  const [selectedRow, setSelectedRow] = useState<number | null>(null);
  const searched = useDeferredValue(words);
  const now = useNow();
  const tabsId = useId();
  const { request } = provider;
  useEffect(() => {
    if (nodeId) request(nodeId);
  }, [request, nodeId]);

  const view = nodeId ? provider.view(nodeId) : null;
  const step = provider.steps.find((one) => one.nodeId === nodeId);
  const tabs = view ? tabsOf(view, step?.role === 'target', provider.earlier !== undefined) : [];
  const shownSide = tabs.find((tab) => tab.side === side)?.side ?? preferred(tabs);
  const ports = view ? portsOf(view, shownSide) : [];
  const shown = ports.find((one) => one.port === port) ?? ports[0] ?? null;
  const whole = useWholeSample(shown);
  const arrived = useWholeSample(shownSide === 'after' ? (view?.before[0] ?? null) : null);
  const { sample } = whole;
  const placeOf = useRecordPlaces(provider, sample);
  const place = `${nodeId}-${shownSide}-${shown?.port}`;
  const records = useShownRecords(view, sample, { side: shownSide, more: shown?.more, before: arrived.sample, placeOf }, place, searched);
  const content = sample ? records.content : null;
  const originOfSelected = selectedRow === null ? undefined : records.originAt(selectedRow);
  const marked = mark ?? followed;
  const pinned = marked ? records.rowOf(marked) : null;

  const says =
    sample && !following && shownSide !== 'would-do' && shownSide !== 'earlier'
      ? saysWhat(sample, view?.from ?? 'preview', view?.takenAt ?? null, now, view?.sampled)
      : '';
  const inGrid = sample !== null && !following && shownSide !== 'would-do' && shownSide !== 'side-by-side';
  const reason = inGrid && (shownSide === 'filtered' || shownSide === 'duplicates') ? view?.leftOutBy?.[shownSide] : undefined;
  const look = (next: DrawerSide) => {
    setFollowing(false);
    onLook(next);
  };
  const follow = () => {
    if (following) setFollowing(false);
    else if (originOfSelected ?? followed ?? sample?.origins[0]) {
      setFollowed(originOfSelected ?? followed ?? sample?.origins[0] ?? null);
      setFollowing(true);
    }
  };

  return (
    <div className={css.drawer}>
      <div className={css.bar}>
        <DrawerTabs id={tabsId} tabs={tabs} value={following ? null : shownSide} onChange={look} />
        {!following && shownSide !== 'side-by-side' && ports.length > 1 && (
          <PortPicker ports={ports} value={shown?.port ?? ''} onChange={(next) => shownSide && onLook(shownSide, next)} />
        )}
        <span className={css.says} title={says} data-says="">
          {view?.stale && <b className={css.stale}>{t('Older than the flow.')} </b>}
          {says}
        </span>
        {inGrid && (
          <input
            type="search"
            className={css.filter}
            placeholder={t('Find')}
            aria-label={t('Find in these records')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        {(sample || following) && (
          <button
            type="button"
            className={css.follow}
            data-spot="follow"
            aria-pressed={following}
            onClick={follow}
            title={t('Shows the selected record at every step of the flow')}
          >
            <IconRoute size={14} aria-hidden />
            <span className={css.followText}>{following ? t('Stop following') : t('Follow record')}</span>
          </button>
        )}
        {actions}
      </div>
      {view?.error && !following && content && (
        <div className={css.failed}>
          <ErrorNote report={view.error} />
        </div>
      )}
      {view?.notices && !following && (
        <ul className={css.notices} aria-label={t('What the step says')}>
          {[...new Set(view.notices)].map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      {inGrid && (
        <WholeLine
          whole={{
            ...whole,
            fetch: () => {
              whole.fetch();
              if (arrived.canFetch) arrived.fetch();
            },
          }}
        />
      )}
      {reason && <p className={css.reasonLine}>{reason}</p>}
      {inGrid && (records.asked || records.progress !== null) && (
        <QueryChips
          {...records.arranging}
          content={records.content}
          shown={records.content.rowCount}
          all={records.arranging.whole.rowCount}
          progress={records.progress}
          onCancel={() => {
            setWords('');
            records.back();
          }}
        />
      )}
      <div
        className={css.body}
        role="tabpanel"
        aria-label={step ? t('Data at {{step}}', { step: step.name }) : t('Data')}
        tabIndex={following || content ? undefined : 0}
      >
        {following ? (
          <FollowView provider={provider} origin={followed} wish={wanted} onGoToStep={onGoToStep} onFollow={setFollowed} actions={followActions} />
        ) : shownSide === 'would-do' && view?.wouldDo ? (
          <WouldDoView wouldDo={view.wouldDo} />
        ) : shownSide === 'side-by-side' && view ? (
          <SideBySide before={view.before} after={view.after} renamed={view.renamed} placeOf={placeOf} />
        ) : shownSide === 'earlier' && provider.earlier && nodeId && view ? (
          <EarlierView earlier={provider.earlier} nodeId={nodeId} view={view} />
        ) : content && sample ? (
          <DataGrid
            key={place}
            label={step ? t('{{records}} of {{step}}', { records: shown?.label ?? t('Records'), step: step.name }) : (shown?.label ?? t('Records'))}
            content={content}
            pinnedRow={pinned}
            arranging={records.arranging}
            onSelect={(place) => setSelectedRow(place?.row ?? null)}
          />
        ) : view?.error ? (
          <div className={css.error}>
            <ErrorNote report={view.error} />
          </div>
        ) : (
          <EmptyDrawer provider={provider} step={step ?? null} side={shownSide} view={view} />
        )}
      </div>
    </div>
  );
}
