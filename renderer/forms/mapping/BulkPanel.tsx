import { useId, useState } from 'react';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { type BulkEdit, type BulkFields, bulkEdit, type NameCase } from './bulk-edit.ts';
import css from './mapper.module.css';

const EDITS: readonly { kind: BulkEdit['kind']; label: string; none: string }[] = [
  { kind: 'trim', label: text('Trim all texts'), none: text('All texts are trimmed, or there are none.') },
  { kind: 'keep-all', label: text('Take all fields'), none: text('All arriving fields are taken.') },
  { kind: 'drop-unmapped', label: text('Drop what is not mapped'), none: text('Nothing passes unmapped.') },
  { kind: 'convert', label: text('Convert to the types of the other side'), none: text('No field has to be converted, or its values do not say how.') },
  { kind: 'replace', label: text('Rename: find and replace'), none: text('No name is changed by that.') },
  { kind: 'case', label: text('Rename: capitals and small letters'), none: text('All names are written so.') },
  { kind: 'affix', label: text('Rename: beginning and end'), none: text('No name is changed by that.') },
];
const CASES: readonly NameCase[] = ['snake_case', 'kebab-case', 'camelCase', 'PascalCase', 'lower', 'UPPER', 'Title Case'];
const MOST_SHOWN = 300;

interface BulkPanelProps {
  mapping: Mapping;
  known: BulkFields;
  onApply(mapping: Mapping, said: string): void;
  onClose(): void;
}

/** Changes many fields at once: what would change is listed before, and it is undone in one step. */
export function BulkPanel({ mapping, known, onApply, onClose }: BulkPanelProps) {
  const id = useId();
  const [kind, setKind] = useState<BulkEdit['kind']>('trim');
  const [words, setWords] = useState({ find: '', by: '', prefix: '', suffix: '' });
  const [remove, setRemove] = useState(false);
  const [style, setStyle] = useState<NameCase>('snake_case');
  const edit: BulkEdit =
    kind === 'replace'
      ? { kind, find: words.find, by: words.by }
      : kind === 'case'
        ? { kind, to: style }
        : kind === 'affix'
          ? { kind, prefix: words.prefix, suffix: words.suffix, remove }
          : { kind };
  const { mapping: next, changes } = bulkEdit(mapping, edit, known);
  const clashes = changes.filter(({ clash }) => clash).length;
  const chosen = EDITS.find((one) => one.kind === kind) ?? EDITS[0];
  const word = (name: keyof typeof words, label: string) => (
    <label className={css.named} htmlFor={`${id}-${name}`}>
      <span>{label}</span>
      <input
        id={`${id}-${name}`}
        className={`${formCss.input} ${formCss.small} ${formCss.mono}`}
        value={words[name]}
        onChange={(event) => setWords({ ...words, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <>
      <div className={css.settings}>
        <div className={css.named}>
          <label htmlFor={`${id}-kind`}>{t('Change')}</label>
          <select
            id={`${id}-kind`}
            className={`${formCss.select} ${formCss.small}`}
            data-first
            value={kind}
            onChange={(event) => setKind(event.target.value as BulkEdit['kind'])}
          >
            {EDITS.map((one) => (
              <option key={one.kind} value={one.kind}>
                {told(one.label)}
              </option>
            ))}
          </select>
        </div>
        {kind === 'replace' && (
          <>
            {word('find', t('Find'))}
            {word('by', t('Replace by'))}
            <p className={formCss.help}>{t('A star stands for anything: emp_* by * takes emp_ away.')}</p>
          </>
        )}
        {kind === 'case' && (
          <div className={css.named}>
            <label htmlFor={`${id}-style`}>{t('Write as')}</label>
            <select
              id={`${id}-style`}
              className={`${formCss.select} ${formCss.small}`}
              value={style}
              onChange={(event) => setStyle(event.target.value as NameCase)}
            >
              {CASES.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </div>
        )}
        {kind === 'affix' && (
          <>
            {word('prefix', t('Beginning'))}
            {word('suffix', t('End'))}
            <label className={css.check}>
              <input type="checkbox" checked={remove} onChange={(event) => setRemove(event.target.checked)} />
              {t('Take them away instead of adding them')}
            </label>
          </>
        )}
        <div className={formCss.actions}>
          <button
            type="button"
            className={`${formCss.button} ${formCss.small} ${formCss.primary}`}
            disabled={changes.length === 0 || clashes > 0}
            onClick={() => onApply(next, t('{{count}} fields are changed.', { count: changes.length }))}
          >
            {t('Change {{count}} fields', { count: changes.length })}
          </button>
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={onClose}>
            {t('Close')}
          </button>
        </div>
        {clashes > 0 && (
          <p className={css.said} data-doubt>
            {t('Two fields would have one name, or none: nothing can be changed until that is fixed.')}
          </p>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={css.results} tabIndex={0} aria-label={t('What would change')}>
        {changes.length === 0 ? (
          <p className={css.noResults}>{told(chosen?.none ?? '')}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('Field')}</th>
                <th scope="col">{t('Now')}</th>
                <th scope="col">{t('Then')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, MOST_SHOWN).map(({ what, before, after, clash }) => (
                <tr key={what}>
                  <td>{what}</td>
                  <td>{before}</td>
                  <td className={css.out} data-bad={clash}>
                    {after === '' ? t('dropped') : after}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {changes.length > MOST_SHOWN && <p className={css.noResults}>{t('and {{more}} more', { more: changes.length - MOST_SHOWN })}</p>}
      </section>
    </>
  );
}
