import { IconRoute } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import { DataGrid } from '../data-grid/DataGrid.tsx';
import { ErrorNote } from '../ErrorNote.tsx';
import { useNow } from '../useNow.ts';
import { formatCount } from '../words.ts';
import { compareSamples, originKey } from './compare.ts';
import { DrawerTabs, type TabChoice } from './DrawerTabs.tsx';
import type { DataProvider, PortSample, StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import { EmptyDrawer } from './EmptyDrawer.tsx';
import { FollowView } from './FollowView.tsx';
import { PortPicker } from './PortPicker.tsx';
import css from './record-drawer.module.css';
import { SideBySide } from './SideBySide.tsx';
import { contentOfSample, findRecords } from './sample-content.ts';
import { saysWhat } from './says.ts';
import { WouldDoView } from './WouldDoView.tsx';

interface RecordDrawerProps {
  provider: DataProvider;
  /** The step looked at; null when none is chosen. */
  nodeId: string | null;
  side: DrawerSide | null;
  port: string | null;
  onLook(side: DrawerSide, port?: string): void;
  onGoToStep?(nodeId: string): void;
  /** A record to be followed; another object asks anew. */
  follow?: RecordOrigin | null;
  /** A record that is marked and brought into sight where it stands. */
  mark?: RecordOrigin | null;
  /** Further controls at the right end of the bar. */
  actions?: ReactNode;
}

/** Looks at the data of one step: what arrived, what left, what fell out and why, and the way of a single record. Never writes. */
export function RecordDrawer({ provider, nodeId, side, port, onLook, onGoToStep, follow: wanted, mark = null, actions }: RecordDrawerProps) {
  const [followed, setFollowed] = useState<RecordOrigin | null>(null);
  const [following, setFollowing] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    setFollowed(wanted);
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
  const tabs = view ? tabsOf(view, step?.role === 'target') : [];
  const shownSide = tabs.find((tab) => tab.side === side)?.side ?? preferred(tabs);
  const ports = view ? portsOf(view, shownSide) : [];
  const shown = ports.find((one) => one.port === port) ?? ports[0] ?? null;
  const sample = shown?.sample ?? null;
  const found = useMemo(() => (sample ? findRecords(sample, searched) : null), [sample, searched]);
  const comparison = useMemo(() => {
    const other = shownSide === 'after' ? view?.before[0]?.sample : undefined;
    return other && sample ? compareSamples(other, sample, view?.renamed) : undefined;
  }, [view, sample, shownSide]);
  const dropped = useMemo(() => {
    const after = view?.after[0]?.sample;
    return shownSide === 'before' && after && sample ? compareSamples(sample, after, view.renamed).dropped : undefined;
  }, [view, sample, shownSide]);
  const content = useMemo(
    () => (sample ? contentOfSample(sample, { comparison, dropped, ...(found ? { rows: found } : {}) }) : null),
    [sample, comparison, dropped, found],
  );
  const originOfSelected = sample && selectedRow !== null ? sample.origins[found ? (found[selectedRow] ?? -1) : selectedRow] : undefined;
  const marked = mark ?? followed;
  const pinned = sample && marked ? pinnedRow(sample, marked, found) : null;

  const says = sample && !following && shownSide !== 'would-do' ? saysWhat(sample, view?.from ?? 'preview', view?.takenAt ?? null, now, view?.sampled) : '';
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
        {!following && ports.length > 1 && <PortPicker ports={ports} value={shown?.port ?? ''} onChange={(next) => shownSide && onLook(shownSide, next)} />}
        <span className={css.says} aria-live="polite" title={says}>
          {view?.stale && <b className={css.stale}>Older than the flow. </b>}
          {says}
          {found && ` ${formatCount(found.length)} found.`}
        </span>
        {sample && !following && shownSide !== 'would-do' && shownSide !== 'side-by-side' && (
          <input
            type="search"
            className={css.filter}
            placeholder="Find"
            aria-label="Find in these records"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        {(sample || following) && (
          <button type="button" className={css.follow} aria-pressed={following} onClick={follow} title="Shows the selected record at every step of the flow">
            <IconRoute size={14} aria-hidden />
            <span className={css.followText}>{following ? 'Stop following' : 'Follow record'}</span>
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
        <ul className={css.notices} aria-label="What the step says">
          {[...new Set(view.notices)].map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      <div className={css.body} role="tabpanel" aria-label={step ? `Data at ${step.name}` : 'Data'} tabIndex={following || content ? undefined : 0}>
        {following && followed ? (
          <FollowView provider={provider} origin={followed} onGoToStep={onGoToStep} />
        ) : shownSide === 'would-do' && view?.wouldDo ? (
          <WouldDoView wouldDo={view.wouldDo} />
        ) : shownSide === 'side-by-side' && view?.before[0] && view.after[0] ? (
          <SideBySide before={view.before[0]} after={view.after[0]} renamed={view.renamed} />
        ) : content && sample ? (
          <DataGrid
            key={`${nodeId}-${shownSide}-${shown?.port}`}
            label={`${shown?.label ?? 'Records'} of ${step?.name ?? 'the step'}`}
            content={content}
            pinnedRow={pinned}
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

function tabsOf(view: StepView, isTarget: boolean): TabChoice[] {
  const { rejected, filtered, duplicates } = view.counts;
  const tabs: TabChoice[] = [];
  if (view.before.length > 0) tabs.push({ side: 'before', label: isTarget ? 'What arrived' : 'Before' });
  if (view.after.length > 0) tabs.push({ side: 'after', label: view.before.length > 0 ? 'After' : 'Records' });
  if (view.before.length > 0 && view.after.length > 0) tabs.push({ side: 'side-by-side', label: 'Side by side' });
  if (view.wouldDo) tabs.push({ side: 'would-do', label: 'Would do' });
  tabs.push({ side: 'rejected', label: 'Rejected', count: rejected, bad: rejected > 0 });
  if (filtered > 0 || view.filtered) tabs.push({ side: 'filtered', label: 'Filtered', count: filtered });
  if (duplicates > 0 || view.duplicates) tabs.push({ side: 'duplicates', label: 'Duplicates', count: duplicates });
  return tabs;
}

function preferred(tabs: readonly TabChoice[]): DrawerSide | null {
  const order: DrawerSide[] = ['after', 'would-do', 'before', 'rejected'];
  return order.find((side) => tabs.some((tab) => tab.side === side)) ?? null;
}

function portsOf(view: StepView, side: DrawerSide | null): readonly PortSample[] {
  const single = (port: string, label: string, sample: Sample | null) => (sample ? [{ port, label, sample }] : []);
  if (side === 'before') return view.before;
  if (side === 'after' || side === 'side-by-side') return view.after;
  if (side === 'rejected') return single('rejected', 'Rejected records', view.rejected);
  if (side === 'filtered') return single('filtered', 'Records left out', view.filtered);
  if (side === 'duplicates') return single('duplicates', 'Duplicates', view.duplicates);
  return [];
}

function pinnedRow(sample: Sample, followed: RecordOrigin, found: readonly number[] | null): number | null {
  const key = originKey(followed);
  const at = sample.origins.findIndex((origin) => originKey(origin) === key);
  if (at < 0) return null;
  if (!found) return at;
  const shown = found.indexOf(at);
  return shown < 0 ? null : shown;
}
