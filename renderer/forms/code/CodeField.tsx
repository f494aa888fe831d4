import { IconPlayerPlay } from '@tabler/icons-react';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import formCss from '../form.module.css';
import { sampleAt, type WidgetProps } from '../widget.ts';
import { declarationsFor } from './declarations.ts';
import { Trial } from './Trial.tsx';
import { useTrial } from './useTrial.ts';

/** A snippet in Monaco, checked against the records that really arrive, with "Try on sample". */
export function CodeField({ value, onChange, field, context }: WidgetProps<string>) {
  const sample = sampleAt(context, field.port);
  const trial = useTrial(context.config, sample);
  const language = context.config['language'] === 'typescript' ? 'typescript' : 'javascript';
  const error = trial.fresh ? trial.result?.error : undefined;
  return (
    <>
      <CodeEditor
        label={field.label}
        language={language}
        value={value}
        onChange={onChange}
        height={220}
        declarations={declarationsFor(context, field.port)}
        marks={error?.line === undefined ? [] : [{ line: error.line, column: error.column, message: error.message }]}
      />
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small}`} disabled={!sample || trial.running} onClick={() => void trial.run()}>
          <IconPlayerPlay size={14} aria-hidden /> {trial.running ? 'Trying…' : 'Try on sample'}
        </button>
        {!sample && <span className={formCss.note}>Preview the step before this one first: it gives the records to try on.</span>}
        {trial.result && !trial.fresh && <span className={formCss.note}>The code has changed since it was tried.</span>}
      </div>
      {trial.failed && <p className={formCss.problem}>{trial.failed}</p>}
      {trial.result && sample && <Trial result={trial.result} before={sample} />}
    </>
  );
}
