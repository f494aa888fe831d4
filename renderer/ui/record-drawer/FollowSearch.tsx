import { useEffect, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import type { DataProvider, FollowWish } from './data-provider.ts';
import css from './follow.module.css';
import { useRecordSearch } from './use-record-search.ts';

interface FollowSearchProps {
  provider: DataProvider;
  /** What is looked for from the beginning; the only record found by it is followed at once. */
  wish?: FollowWish | null;
  /** The only thing to do here: it has the focus. */
  first?: boolean;
  onFollow(origin: RecordOrigin): void;
}

/** Finds a record to follow by any of its values, at whatever step it was seen, and says where it looked. */
export function FollowSearch({ provider, wish = null, first = false, onFollow }: FollowSearchProps) {
  const [words, setWords] = useState(wish?.words ?? '');
  const field = words === wish?.words ? wish?.field : undefined;
  const search = useRecordSearch(provider, words, field);
  const { hits, progress, looked, canStart, start } = search;
  const isWished = words !== '' && words === wish?.words;
  useEffect(() => {
    if (isWished && canStart) start();
  }, [isWished, canStart, start]);
  const exact = hits.filter(({ value }) => value.trim().toLowerCase() === words.trim().toLowerCase());
  const candidates = exact.length > 0 ? exact : hits;
  const only = isWished && progress === null && looked.length > 0 && candidates.length === 1 ? candidates[0]?.origin : undefined;
  useEffect(() => {
    if (!only) return;
    onFollow(only);
    setWords('');
  }, [only, onFollow]);
  const follow = (origin: RecordOrigin) => {
    onFollow(origin);
    setWords('');
  };
  return (
    <form
      className={css.search}
      data-first={first || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (hits[0]) follow(hits[0].origin);
        else if (canStart) start();
      }}
    >
      <input
        type="search"
        value={words}
        ref={first ? focusOnce : undefined}
        placeholder={first ? t('A number, a name, any value of the record') : t('Follow another: a number, a name, …')}
        aria-label={t('Find a record to follow')}
        onChange={(event) => setWords(event.target.value)}
      />
      {words.trim() !== '' && (
        <div className={css.hits}>
          <p role="status">
            {hits.length > 0
              ? t('Found: {{shown}}', { shown: formatCount(hits.length) })
              : progress !== null
                ? t('Looking through the records…')
                : looked.length > 0 || !canStart
                  ? t('No record that was seen has this value.')
                  : t('Not among the samples of this run.')}
          </p>
          {progress !== null && (
            <p className={css.going}>
              <progress value={progress} aria-label={t('How far it is')} />
              <button type="button" onClick={search.cancel}>
                {t('Stop')}
              </button>
            </p>
          )}
          {canStart && (
            <button type="button" className={css.whole} onClick={start}>
              {t('Look in all that was kept of the run')}
            </button>
          )}
          {looked.length > 0 && (
            <ul className={css.looked} aria-label={t('Where was looked')}>
              {looked.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
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

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
