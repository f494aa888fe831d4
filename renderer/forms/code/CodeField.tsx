import { Modal } from '@mantine/core';
import { IconArrowsDiagonal, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { snippetTypes } from '../../../core/catalog/snippet-types.ts';
import { t } from '../../i18n/i18n.ts';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import formCss from '../form.module.css';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import css from './code.module.css';
import { Trial } from './Trial.tsx';
import { useTrial } from './useTrial.ts';

/** A snippet in Monaco, checked against the records that really arrive, with "Try on sample"; in the panel, or large with the result beside it. */
export function CodeField({ value, onChange, field, context }: WidgetProps<string>) {
  const [large, setLarge] = useState(false);
  const sample = sampleAt(context, field.port);
  const trial = useTrial(context.config, sample);
  const error = trial.fresh ? trial.result?.error : undefined;
  const editor = (height: number | string) => (
    <CodeEditor
      label={field.label}
      language={context.config['language'] === 'typescript' ? 'typescript' : 'javascript'}
      value={value}
      onChange={onChange}
      height={height}
      declarations={snippetTypes(arrivingAt(context, field.port), context.config['style'] === 'batch' ? 'batch' : 'record')}
      marks={error?.line === undefined ? [] : [{ line: error.line, column: error.column, message: error.message }]}
    />
  );
  const bar = (
    <div className={formCss.actions}>
      <button type="button" className={`${formCss.button} ${formCss.small}`} disabled={!sample || trial.running} onClick={() => void trial.run()}>
        <IconPlayerPlay size={14} aria-hidden /> {trial.running ? t('Trying…') : t('Try on sample')}
      </button>
      {!large && (
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => setLarge(true)}>
          <IconArrowsDiagonal size={14} aria-hidden /> {t('Larger')}
        </button>
      )}
      {!sample && <span className={formCss.note}>{t('Preview the step before this one first: it gives the records to try on.')}</span>}
      {trial.result && !trial.fresh && <span className={formCss.note}>{t('Changed since it was tried.')}</span>}
    </div>
  );
  const failed = trial.failed && <p className={formCss.problem}>{trial.failed}</p>;
  const result = trial.result && sample && <Trial result={trial.result} before={sample} tall={large} />;
  if (!large)
    return (
      <>
        {editor(220)}
        {bar}
        {failed}
        {result}
      </>
    );
  return (
    <Modal opened fullScreen onClose={() => setLarge(false)} title={`${context.node.name}: ${field.label}`} transitionProps={{ duration: 0 }}>
      <div className={css.bench}>
        <div className={css.benchSide}>{editor('100%')}</div>
        <div className={css.benchSide}>
          {bar}
          {failed}
          {result ?? <p className={formCss.empty}>{t('The records before and after stand here when the code was tried.')}</p>}
        </div>
      </div>
    </Modal>
  );
}
