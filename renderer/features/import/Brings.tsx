import type { ImportContents } from '../../../core/api/connection-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import css from './import.module.css';

type Code = ImportContents['code'][number];

const CODE_WORDS: Readonly<Record<Code['what'], string>> = { snippet: text('Code'), formula: text('Formula'), sql: text('Query') };

/** Files, hosts and code that a flow brings; code can be looked into. */
export function Brings({ contents }: { contents: ImportContents }) {
  const { paths, hosts, code, unknownKinds } = contents;
  return (
    <>
      {unknownKinds.length > 0 && (
        <p className={css.warn}>
          {t('This version of Swivel does not know these kinds of steps: {{kinds}}. They are kept as they are.', { kinds: unknownKinds.join(', ') })}
        </p>
      )}
      {hosts.length > 0 && (
        <section aria-label={t('Hosts it reaches')}>
          <h3>{t('Hosts it reaches')}</h3>
          <ul className={css.list}>
            {hosts.map((host) => (
              <li key={host}>
                <code>{host}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {paths.length > 0 && (
        <section aria-label={t('Files and folders')}>
          <h3>{t('Files and folders')}</h3>
          <ul className={css.list}>
            {[...new Map(paths.map((one) => [`${one.nodeId} ${one.path} ${one.access}`, one]))].map(([key, { nodeName, path, access }]) => (
              <li key={key}>
                <span className={css.access} data-access={access}>
                  {access === 'write' ? t('writes') : t('reads')}
                </span>
                <code>{path}</code> <span className={css.quiet}>{nodeName}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {code.length > 0 && (
        <section aria-label={t('Code and formulas')}>
          <h3>{t('Code and formulas')}</h3>
          <p className={css.quiet}>{t('Code runs in a sandbox without files or network. Look into it here.')}</p>
          {code.map(({ nodeId, nodeName, what, text: source }) => (
            <details key={`${nodeId} ${what} ${source}`} className={css.code}>
              <summary>
                <b>{nodeName}</b> <span className={css.quiet}>{told(CODE_WORDS[what])}</span>
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable with the keyboard */}
              <pre tabIndex={0}>{source}</pre>
            </details>
          ))}
        </section>
      )}
    </>
  );
}
