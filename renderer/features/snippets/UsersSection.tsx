import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { SnippetDetail } from '../../../core/api/snippet-library-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { say } from '../../ui/say.ts';
import css from './snippets.module.css';
import { trialWords, userWords } from './trial-words.ts';
import { keyOf, useTakeOver } from './use-takeover.ts';

/** The steps linked to a snippet, and a version for them to take over: tried at each one first, and chosen for each one by itself. */
export function UsersSection({ snippet, onChanged }: { snippet: SnippetDetail; onChanged(): void }) {
  const { users, versions } = snippet;
  const [wanted, setWanted] = useState<number | null>(null);
  const version = wanted ?? snippet.version;
  const { trials, chosen, trying, failed, choose, tryAll, take } = useTakeOver(snippet, version);
  const open = users.filter((user) => user.version !== version || user.state === 'changed');
  const taken = open.filter((user) => chosen.has(keyOf(user)) && trials[keyOf(user)]);
  return (
    <section className={css.card} aria-label={t('Used by')}>
      <div className={css.cardHead}>
        <h2>{t('Used by')}</h2>
        <span className={css.quiet}>{users.length === 0 ? t('no step yet') : t('{{count}} steps', { count: users.length })}</span>
        <span className={css.gap} />
        {users.length > 0 && (
          <>
            <NativeSelect
              size="xs"
              aria-label={t('Version to take over')}
              value={String(version)}
              disabled={trying !== null}
              onChange={(event) => setWanted(Number(event.currentTarget.value))}
              data={versions.map((one) => ({ value: String(one.version), label: t('Version {{version}}', { version: one.version }) }))}
            />
            <Button size="compact-sm" variant="default" loading={trying !== null} disabled={open.length === 0} onClick={() => void tryAll(open)}>
              {t('Try it at {{count}} steps', { count: open.length })}
            </Button>
            <Button
              size="compact-sm"
              disabled={taken.length === 0 || trying !== null}
              onClick={async () => {
                if (!(await take(taken))) return;
                onChanged();
                say(t('{{count}} steps have version {{version}} now.', { count: taken.length, version }));
              }}
            >
              {t('Take it over in {{count}} steps', { count: taken.length })}
            </Button>
          </>
        )}
      </div>
      {failed && <ErrorNote report={failed} />}
      {users.length > 0 && (
        <p className={css.words} role="status">
          {trying !== null
            ? t('Trying step {{number}} of {{all}} on its sample. Nothing is written.', { number: trying + 1, all: open.length })
            : open.length === 0
              ? t('All of them have version {{version}}.', { version })
              : t('A version is tried on the sample of each step before it can be taken over. Live flows go on as they are until they are made live again.')}
        </p>
      )}
      <ul className={css.users}>
        {users.map((user) => {
          const key = keyOf(user);
          const trial = trials[key];
          const isOpen = open.includes(user);
          return (
            <li key={key} data-verdict={trial?.verdict}>
              <Checkbox
                size="xs"
                aria-label={t('Take over in {{step}} of {{flow}}', { step: user.nodeName, flow: user.flowName })}
                checked={isOpen && chosen.has(key)}
                disabled={!isOpen || !trial}
                onChange={(event) => choose(key, event.currentTarget.checked)}
              />
              <div className={css.user}>
                <span>
                  <a href={formatRoute({ page: 'flow', flowId: user.flowId })}>{user.flowName}</a> · {user.nodeName}
                </span>
                <span className={css.quiet}>
                  {userWords(user, snippet.version)}
                  {user.liveVersion !== undefined && ` · ${t('live with version {{version}}', { version: user.liveVersion })}`}
                </span>
                {trial && (
                  <span className={css.trial}>
                    {trialWords(trial)}
                    {user.state === 'changed' && ` ${t('What was changed in the flow would be lost.')}`}
                  </span>
                )}
                {trial?.examples.map(({ record, field, before, after }) => (
                  <span key={`${record} ${field}`} className={css.example}>
                    {t('Record {{number}}', { number: record })}, {field}: <s>{before || t('empty')}</s> → <b>{after || t('empty')}</b>
                  </span>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
