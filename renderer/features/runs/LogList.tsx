import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { api } from '../../api/client.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatLogTime } from './log-time.ts';
import css from './run-page.module.css';
import { runStory } from './run-story.ts';
import type { LogLine } from './useRun.ts';

/** What happened in the run, and what it said while it went on. Stays at the end while new lines come, unless it is scrolled up. */
export function LogList({ detail, live }: { detail: RunDetail; live: readonly LogLine[] }) {
  const { flow } = detail;
  const zone = useWorkspace(zoneOf);
  const kept = useKeptLog(detail.run.runId);
  const lines = useMemo(() => {
    const bySeq = new Map([...kept, ...live].map((line) => [line.seq, line]));
    const { begin, end } = runStory(detail);
    return [...begin, ...[...bySeq.values()].sort((a, b) => a.seq - b.seq), ...end];
  }, [detail, kept, live]);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const list = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => 20, overscan: 20 });
  useEffect(() => {
    if (atEnd.current && lines.length > 0) list.scrollToIndex(lines.length - 1);
  }, [lines.length, list]);
  if (lines.length === 0) return <p className={css.none}>{t('This run has not begun.')}</p>;
  const nameOf = (nodeId: string) => flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return (
    <div
      ref={box}
      className={css.scroll}
      role="log"
      aria-label={t('Log')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable with the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        atEnd.current = scrollTop + clientHeight >= scrollHeight - 30;
      }}
    >
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <p
                key={line.seq}
                ref={list.measureElement}
                data-index={item.index}
                className={css.logLine}
                data-level={line.level}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <time>{formatLogTime(line.at, zone)}</time>
                <span>
                  {line.level !== 'info' && <b>{line.level === 'error' ? `${t('Error')}: ` : `${t('Warning')}: `}</b>}
                  {line.nodeId && <em>{nameOf(line.nodeId)}: </em>}
                  {told(line.message)}
                </span>
              </p>
            )
          );
        })}
      </div>
    </div>
  );
}

function useKeptLog(runId: string): readonly LogLine[] {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const all: LogLine[] = [];
      for (let after: number | null = 0; after !== null && !gone; ) {
        const page: Awaited<ReturnType<typeof api.runs.log>> = await api.runs.log({ runId, after, limit: 1000 });
        all.push(...page.lines);
        after = page.next;
        if (!gone) setLines([...all]);
      }
    };
    load().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [runId]);
  return lines;
}
