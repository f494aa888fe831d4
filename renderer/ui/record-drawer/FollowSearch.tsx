import { useMemo, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import type { DataProvider } from './data-provider.ts';
import css from './follow.module.css';
import { searchRecords } from './search-records.ts';

interface FollowSearchProps {
  provider: DataProvider;
  onFollow(origin: RecordOrigin): void;
}

/** Finds a record to follow by any of its values, at whatever step it was seen. */
export function FollowSearch({ provider, onFollow }: FollowSearchProps) {
  const [words, setWords] = useState('');
  const hits = useMemo(() => searchRecords(provider, words), [provider, words]);
  const follow = (origin: RecordOrigin) => {
    onFollow(origin);
    setWords('');
  };
  return (
    <form
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (hits[0]) follow(hits[0].origin);
      }}
    >
      <input
        type="search"
        value={words}
        placeholder={t('Follow another: a number, a name, …')}
        aria-label={t('Find a record to follow')}
        onChange={(event) => setWords(event.target.value)}
      />
      {words.trim() !== '' && (
        <div className={css.hits}>
          <p role="status">{hits.length === 0 ? t('No record that was seen has this value.') : t('Found: {{shown}}', { shown: formatCount(hits.length) })}</p>
          <ul>
            {hits.map((hit) => (
              <li key={`${hit.origin.source} ${hit.origin.ordinal}`}>
                <button type="button" onClick={() => follow(hit.origin)}>
                  <b>{hit.value}</b>{' '}
                  {t('{{field}} at {{step}}, record {{number}}', { field: hit.field, step: hit.step, number: formatCount(hit.origin.ordinal + 1) })}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
