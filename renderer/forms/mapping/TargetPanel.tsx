import { useState } from 'react';
import type { TargetFound, TargetSource } from '../../../core/api/target-models.ts';
import type { TargetShape } from '../../../core/catalog/shapes.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { PathInput } from '../path/PathInput.tsx';
import type { FormContext } from '../widget.ts';
import css from './mapper.module.css';

interface TargetPanelProps {
  id: string;
  target: TargetShape | undefined;
  context: FormContext;
  onFound(target: TargetShape, values: ReadonlyMap<string, readonly string[]>): void;
  onForget(): void;
  onClose(): void;
}

const EXTENSIONS = ['sqlite', 'db', 'csv', 'tsv', 'txt', 'json', 'ndjson', 'jsonl'];
const PLACEHOLDER = 'employee_no\nfull_name\nhired_on';

/** Chooses what the other side takes: the columns of a table behind this step, a file, or something pasted. */
export function TargetPanel({ id, target, context, onFound, onForget, onClose }: TargetPanelProps) {
  const [path, setPath] = useState(target?.path ?? '');
  const [pasted, setPasted] = useState('');
  const [tables, setTables] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const read = async (ask: () => Promise<TargetFound>) => {
    setReading(true);
    setFailed(null);
    setTables([]);
    try {
      const found = await ask();
      if (found.target) onFound(found.target, new Map(found.target.fields.map(({ name }, at) => [name, found.values[at] ?? []])));
      else if (found.tables.length > 0) setTables(found.tables);
      else setFailed(t('There is no table in this database.'));
    } catch (error) {
      const { message, hint } = toReport(error);
      setFailed([message, hint].filter(Boolean).join(' '));
    } finally {
      setReading(false);
    }
  };
  const readFrom = (from: TargetSource) => void read(() => api.design.targetFields({ flowId: context.flowId, from }));
  return (
    <div className={css.targetPanel}>
      <div className={css.settings}>
        <p className={formCss.help}>
          {t('Which fields does the other side take? Names and types are kept with the step, so that what is not filled stays in sight.')}
        </p>
        {context.wanted.length > 0 && (
          <div className={formCss.actions}>
            {context.wanted.map(({ step, read: ask }) => (
              <button key={step} type="button" className={`${formCss.button} ${formCss.small}`} disabled={reading} onClick={() => void read(ask)}>
                {t('Columns of {{step}}', { step })}
              </button>
            ))}
          </div>
        )}
        <div className={formCss.frame}>
          <label className={formCss.label} htmlFor={`${id}-path`}>
            {t('From a file')}
          </label>
          <div className={css.line}>
            <div className={css.picker}>
              <PathInput
                id={`${id}-path`}
                labelId={`${id}-path-label`}
                describedBy={`${id}-path-help`}
                value={path}
                field={{ field: 'target', widget: 'path', label: t('From a file'), extensions: EXTENSIONS, placeholder: 'people.sqlite' }}
                context={context}
                problems={[]}
                kind="open"
                onChange={setPath}
              />
            </div>
            <button type="button" className={formCss.button} disabled={path.trim() === '' || reading} onClick={() => readFrom({ kind: 'file', path })}>
              {t('Read the fields')}
            </button>
          </div>
          <span id={`${id}-path-help`} className={formCss.help}>
            {t('A SQLite database, a CSV file with a header, a JSON Schema, or a JSON file as an example.')}
          </span>
        </div>
        {tables.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
          <div className={formCss.actions} role="group" aria-label={t('Tables of the database')}>
            <span className={formCss.note}>{t('Which table?')}</span>
            {tables.map((table) => (
              <button key={table} type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => readFrom({ kind: 'file', path, table })}>
                {table}
              </button>
            ))}
          </div>
        )}
        <div aria-live="polite">{failed !== null && <p className={formCss.problem}>{failed}</p>}</div>
        <div className={formCss.actions}>
          {target && (
            <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={onForget}>
              {t('Forget {{target}}', { target: target.label })}
            </button>
          )}
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={onClose}>
            {t('Close')}
          </button>
        </div>
      </div>
      <div className={css.paste}>
        <label className={formCss.label} htmlFor={`${id}-paste`}>
          {t('Or paste names, a header row, an example or a JSON Schema')}
        </label>
        <textarea
          id={`${id}-paste`}
          className={`${formCss.area} ${formCss.mono} ${css.pasteText}`}
          spellCheck={false}
          placeholder={PLACEHOLDER}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <div className={formCss.actions}>
          <button
            type="button"
            className={`${formCss.button} ${formCss.small} ${formCss.primary}`}
            disabled={pasted.trim() === '' || reading}
            onClick={() => readFrom({ kind: 'text', text: pasted })}
          >
            {t('Use what is pasted')}
          </button>
        </div>
      </div>
    </div>
  );
}
