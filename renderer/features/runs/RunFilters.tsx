import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RunCause, RunStatus } from '../../../core/base/run-facts.ts';
import { api } from '../../api/client.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { runStatusWords } from '../../ui/words.ts';
import { isNarrowed, NO_FILTER, type RunFilter, SINCE_WORDS, type Since } from './run-query.ts';
import { ALL_CAUSES, causeWords, STATUSES } from './run-words.ts';
import css from './runs-page.module.css';

/** Words to look for, and what the runs are narrowed to. */
export function RunFilters({ filter, onChange }: { filter: RunFilter; onChange(filter: RunFilter): void }) {
  const flows = useFlowNames();
  const toggle = (status: RunStatus) =>
    onChange({ ...filter, status: filter.status.includes(status) ? filter.status.filter((one) => one !== status) : [...filter.status, status] });
  return (
    <search className={css.filters}>
      <label className={css.search}>
        <IconSearch size={14} aria-hidden />
        <span className="visually-hidden">{t('Search in flow names, errors and record keys')}</span>
        <input
          type="search"
          title={t('Keys are found of rejected records, and of the first and sampled records of each run')}
          placeholder={t('Search flows, errors, record keys')}
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.target.value })}
        />
      </label>
      <select aria-label={t('Flow')} className={css.select} value={filter.flowId} onChange={(event) => onChange({ ...filter, flowId: event.target.value })}>
        <option value="">{t('All flows')}</option>
        {flows.map((flow) => (
          <option key={flow.flowId} value={flow.flowId}>
            {flow.name}
          </option>
        ))}
      </select>
      <select
        aria-label={t('Time')}
        className={css.select}
        value={filter.since}
        onChange={(event) => onChange({ ...filter, since: event.target.value as Since })}
      >
        {Object.entries(SINCE_WORDS).map(([since, words]) => (
          <option key={since} value={since}>
            {told(words)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('How it was started')}
        className={css.select}
        value={filter.cause}
        onChange={(event) => onChange({ ...filter, cause: event.target.value as RunCause | '' })}
      >
        <option value="">{t('Started in any way')}</option>
        {ALL_CAUSES.map((cause) => (
          <option key={cause} value={cause}>
            {t('Started {{cause}}', { cause: causeWords(cause) })}
          </option>
        ))}
      </select>
      <select
        aria-label={t('Order')}
        className={css.select}
        value={filter.order}
        onChange={(event) => onChange({ ...filter, order: event.target.value as RunFilter['order'] })}
      >
        <option value="newest">{t('Newest first')}</option>
        <option value="oldest">{t('Oldest first')}</option>
      </select>
      <fieldset className={css.statuses}>
        <legend className="visually-hidden">{t('States')}</legend>
        {STATUSES.map((status) => (
          <button
            key={status}
            type="button"
            className={css.chip}
            data-status={status}
            aria-pressed={filter.status.includes(status)}
            onClick={() => toggle(status)}
          >
            {runStatusWords(status)}
          </button>
        ))}
        {isNarrowed(filter) && (
          <button type="button" className={css.clear} onClick={() => onChange(NO_FILTER)}>
            {t('Clear')}
          </button>
        )}
      </fieldset>
    </search>
  );
}

function useFlowNames(): readonly { flowId: string; name: string }[] {
  const [flows, setFlows] = useState<readonly { flowId: string; name: string }[]>([]);
  const changes = useWorkspace((state) => state.flowsChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when a flow changed
  useEffect(() => {
    let gone = false;
    api.flows.list().then(
      (found) => !gone && setFlows(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [changes]);
  return flows;
}
