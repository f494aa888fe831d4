import { useEffect, useRef, useState } from 'react';
import type { FoundRecord } from '../../../core/api/look-models.ts';
import type { RunRow } from '../../../core/api/run-models.ts';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatCount, formatMoment } from '../../ui/words.ts';
import css from './runs-page.module.css';

/** As many runs are asked for at once. */
const MOST_RUNS = 50;

interface Found {
  run: RunRow;
  hits: readonly FoundRecord[];
}

interface Search {
  words: string;
  looked: number;
  of: number;
  found: readonly Found[];
  going: boolean;
}

/** Beyond the index of the history: looks for a value in samples, rejects and captured input of the newest runs of one flow or all, one after the other. */
export function FindInInputs({ words, flowId }: { words: string; flowId: string }) {
  const zone = useWorkspace(zoneOf);
  const [search, setSearch] = useState<Search | null>(null);
  const running = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are another search
  useEffect(() => () => running.current?.abort(), [words, flowId]);
  const start = async () => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const tell = (next: Partial<Search>) => !stop.signal.aborted && setSearch((now) => (now ? { ...now, ...next } : now));
    setSearch({ words, looked: 0, of: 0, found: [], going: true });
    const found: Found[] = [];
    try {
      const { runs } = await api.runs.list({ limit: MOST_RUNS, ...(flowId === '' ? {} : { flowId }) });
      for (const [at, run] of runs.entries()) {
        if (stop.signal.aborted) return;
        const hits: FoundRecord[] = [];
        for await (const event of await api.runs.search({ runId: run.runId, words }, { signal: stop.signal }))
          if (event.kind === 'hits') hits.push(...event.hits);
        if (hits.length > 0) found.push({ run, hits });
        tell({ looked: at + 1, of: runs.length, found: [...found] });
      }
    } finally {
      tell({ going: false });
    }
  };
  const mine = search?.words === words ? search : null;
  const stop = () => {
    running.current?.abort();
    setSearch((now) => (now ? { ...now, going: false } : now));
  };
  return (
    <section className={css.inputs} aria-label={t('In the captured input')}>
      <p role="status">
        {!mine
          ? t('The list knows names of flows, errors, and keys of rejected and sampled records. Delivered records stand in the captured input.')
          : mine.going
            ? t('Looked through {{looked}} of {{count}} runs…', { looked: formatCount(mine.looked), count: mine.of })
            : t('Looked in samples, rejected records and captured input of the newest {{count}} runs. Runs with this value: {{found}}.', {
                count: mine.looked,
                found: formatCount(mine.found.length),
              })}{' '}
        {mine?.going ? (
          <button type="button" className={css.button} onClick={stop}>
            {t('Stop')}
          </button>
        ) : (
          <button type="button" className={css.button} onClick={() => void start().catch(() => undefined)}>
            {t('Look in the captured input')}
          </button>
        )}
      </p>
      {mine && mine.found.length > 0 && (
        <ul>
          {mine.found.map(({ run, hits }) => (
            <li key={run.runId}>
              <a href={formatRoute({ page: 'run', runId: run.runId, find: { words } })}>
                {t('{{flow}}, {{when}}: {{value}} in {{field}}', {
                  flow: run.flowName,
                  when: formatMoment(run.startedAt ?? run.queuedAt, zone, Date.now()),
                  value: hits[0]?.value ?? '',
                  field: hits[0]?.field ?? '',
                })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
