import { useMemo, useState } from 'react';
import type { FunctionSpec } from '../../../../core/formula/functions/function-spec.ts';
import { t, told } from '../../../i18n/i18n.ts';
import formCss from '../../form.module.css';
import { Signature } from '../SignatureLine.tsx';
import css from './bench.module.css';
import { searchFunctions } from './search-functions.ts';

interface FunctionsPaneProps {
  /** The function the caret stands in; it is shown open. */
  current: FunctionSpec | null;
  onInsert(text: string, back: number): void;
}

/** All functions with what they do and an example; a search over names and words, and a button that puts one into the formula. */
export function FunctionsPane({ current, onInsert }: FunctionsPaneProps) {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const groups = useMemo(() => searchFunctions(query), [query]);
  const shown = query === '' && opened === null ? (current?.name ?? null) : opened;
  return (
    <section className={css.pane} aria-label={t('Functions')}>
      <div className={css.paneHead}>
        <h3>{t('Functions')}</h3>
      </div>
      <input
        className={`${formCss.input} ${formCss.small}`}
        type="search"
        aria-label={t('Find a function')}
        placeholder={t('Find by name or by what it does')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className={css.list}>
        {groups.map(({ category, functions }) => (
          <section key={category} aria-label={told(category)}>
            <h4>{told(category)}</h4>
            {functions.map((spec) => {
              const open = shown === spec.name || (query !== '' && functions.length === 1 && groups.length === 1);
              return (
                <div key={spec.name} className={css.function} data-open={open || undefined}>
                  <button type="button" className={css.entry} aria-expanded={open} onClick={() => setOpened(open ? '' : spec.name)}>
                    <Signature spec={spec} />
                  </button>
                  {open && (
                    <div className={css.about}>
                      <p>{spec.help}</p>
                      {spec.examples.map(({ formula, result }) => (
                        <p key={formula} className={css.example}>
                          <code>{formula}</code> → <code>{result === '' ? t('(empty)') : result}</code>
                        </p>
                      ))}
                      <button
                        type="button"
                        className={`${formCss.button} ${formCss.small}`}
                        aria-label={t('Insert {{name}}', { name: spec.name })}
                        onClick={() => onInsert(`${spec.name}()`, spec.parameters.length > 0 ? 1 : 0)}
                      >
                        {t('Insert')}
                      </button>
                    </div>
                  )}
                </div>
              );
            })}
          </section>
        ))}
        {groups.length === 0 && <p className={css.nothing}>{t('No function does that. Try another word, for example "date" or "round".')}</p>}
      </div>
    </section>
  );
}
