import { useEffect, useId, useState } from 'react';
import type { ReplayRequest } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import css from './replay.module.css';

export type Keys = NonNullable<ReplayRequest['keys']>;

interface KeyChooserProps {
  detail: RunDetail;
  /** The keys as far as they are complete. */
  onChange(keys: Keys | null): void;
}

/** Records by key: in which fields, and the keys themselves, typed or pasted one per line. */
export function KeyChooser({ detail, onChange }: KeyChooserProps) {
  const id = useId();
  const sources = detail.steps.filter((step) => catalog.get(step.kind)?.role === 'source');
  const [source, setSource] = useState(sources[0]?.nodeId ?? '');
  const names = useFieldNames(detail.run.runId, source);
  const [fields, setFields] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [allowMissing, setAllowMissing] = useState(false);
  const chosen = fields.length > 0 ? fields : names.slice(0, 1);
  const values = keysIn(text, chosen.length);
  const key = JSON.stringify({ source, chosen, values, allowMissing });
  useEffect(() => {
    const now = JSON.parse(key) as { source: string; chosen: string[]; values: string[][]; allowMissing: boolean };
    onChange(
      now.values.length === 0 || now.chosen.length === 0
        ? null
        : { nodeId: now.source, fields: now.chosen, values: now.values, allowMissing: now.allowMissing },
    );
  }, [key, onChange]);
  return (
    <>
      {sources.length > 1 && (
        <label className={css.choice}>
          <span>{t('Of')}</span>
          <select className={css.select} value={source} onChange={(event) => setSource(event.target.value)}>
            {sources.map((step) => (
              <option key={step.nodeId} value={step.nodeId}>
                {step.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className={css.choice} data-top>
        <span id={`${id}-fields`}>{t('Key fields')}</span>
        <fieldset className={css.fields} aria-labelledby={`${id}-fields`}>
          {names.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) => setFields(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}
              />
              {name}
            </label>
          ))}
          {names.length === 0 && <em>{t('The run kept no sample of these records.')}</em>}
        </fieldset>
      </div>
      <label className={css.choice} data-top>
        <span>{t('Keys')}</span>
        <textarea
          className={css.keys}
          rows={4}
          spellCheck={false}
          placeholder={chosen.length > 1 ? t('One record per line: {{fields}}', { fields: chosen.join('; ') }) : t('One key per line, or separated by commas')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className={css.choice}>
        <span />
        <label className={css.tick}>
          <input type="checkbox" checked={allowMissing} onChange={(event) => setAllowMissing(event.target.checked)} />
          {values.length > 0 ? t('Go on when some of {{count}} keys are not found', { count: values.length }) : t('Go on when some keys are not found')}
        </label>
      </div>
    </>
  );
}

/** Keys in a typed or pasted text: lines, and with one field also commas; parts of a key by tab, semicolon or comma. */
export function keysIn(text: string, parts: number): string[][] {
  const pieces = parts === 1 ? text.split(/[\n,;\t]/) : text.split('\n');
  return pieces.filter((piece) => piece.trim() !== '').map((piece) => (parts === 1 ? [piece.trim()] : piece.split(/[\t;,]/).map((part) => part.trim())));
}

function useFieldNames(runId: string, nodeId: string): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    if (nodeId === '') return;
    api.runs.sample({ runId, nodeId, port: 'out' }).then(
      (sample) => !gone && setNames(sample?.fields.map((field) => field.name) ?? []),
      () => !gone && setNames([]),
    );
    return () => {
      gone = true;
    };
  }, [runId, nodeId]);
  return names;
}
