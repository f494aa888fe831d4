import { Modal } from '@mantine/core';
import { IconArrowsDiagonal, IconIndentIncrease, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { unknownFields, unknownFieldWords } from '../../../core/catalog/snippet-fields.ts';
import { snippetTypes } from '../../../core/catalog/snippet-types.ts';
import { t } from '../../i18n/i18n.ts';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import type { CodeEditorHandle, CodeMark, CodeNote } from '../../ui/code-editor/code-editor-props.ts';
import { shortcutOf, withKeys } from '../../ui/shortcut.ts';
import formCss from '../form.module.css';
import { type Arriving, arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import css from './code.module.css';
import { LibraryBar } from './library/LibraryBar.tsx';
import { Trial } from './Trial.tsx';
import { trialMarks, trialNotes } from './trial-notes.ts';
import { useTrial } from './useTrial.ts';

const LARGER_KEY = 'Shift+F2';
/** What the editor closes with Escape before the large view does; it takes the key in any case. */
const OPEN_IN_EDITOR = '.suggest-widget.visible, .parameter-hints-widget.visible, .find-widget.visible, .marker-widget, .peekview-widget, .rename-box';
const NO_NOTES: readonly CodeNote[] = [];

/** A snippet in Monaco, checked against the records that really arrive, with "Try on sample"; in the panel, or large with the result beside it. */
export function CodeField({ value, onChange, field, context }: WidgetProps<string>) {
  const [large, setLarge] = useState(false);
  const handle = useRef<CodeEditorHandle>(null);
  const fields = arrivingAt(context, field.port);
  const sample = sampleAt(context, field.port);
  const style = context.config['style'] === 'batch' ? 'batch' : 'record';
  const trial = useTrial(context.config, sample);
  const fresh = trial.fresh ? trial.result : null;
  const notes = useMemo(() => (fresh ? trialNotes(fresh) : NO_NOTES), [fresh]);
  const declared = context.config['fields'];
  const marks = useMemo(() => [...(fresh ? trialMarks(fresh) : []), ...fieldMarks(value, style, fields, declared)], [fresh, value, style, fields, declared]);
  const run = () => {
    if (sample && !trial.running) void trial.run();
  };
  const editor = (height: number | string) => (
    <CodeEditor
      handle={handle}
      label={field.label}
      language={context.config['language'] === 'typescript' ? 'typescript' : 'javascript'}
      value={value}
      onChange={onChange}
      height={height}
      declarations={snippetTypes(fields, style)}
      marks={marks}
      notes={notes}
      onRun={run}
    />
  );
  const small = `${formCss.button} ${formCss.small}`;
  const bar = (
    <div className={formCss.actions}>
      <button type="button" className={small} title={withKeys(t('Try on sample'), 'Mod+Enter')} disabled={!sample || trial.running} onClick={run}>
        <IconPlayerPlay size={14} aria-hidden /> {trial.running ? t('Trying…') : t('Try on sample')}
      </button>
      <button type="button" className={`${small} ${formCss.quiet}`} title={withKeys(t('Format'), 'Shift+Alt+F')} onClick={() => handle.current?.format()}>
        <IconIndentIncrease size={14} aria-hidden /> {t('Format')}
      </button>
      {!large && (
        <button type="button" className={`${small} ${formCss.quiet}`} title={withKeys(t('Larger'), LARGER_KEY)} onClick={() => setLarge(true)}>
          <IconArrowsDiagonal size={14} aria-hidden /> {t('Larger')}
        </button>
      )}
      {!sample && <span className={formCss.note}>{t('Preview the step before this one first: it gives the records to try on.')}</span>}
      {trial.result && !trial.fresh && <span className={formCss.note}>{t('Changed since it was tried.')}</span>}
    </div>
  );
  const failed = trial.failed && <p className={formCss.problem}>{trial.failed}</p>;
  const result = trial.result && sample && <Trial result={trial.result} before={sample} tall={large} onLine={(line) => handle.current?.goTo(line)} />;
  if (!large)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the key is for the code inside, whose button does the same
      <div
        className={css.small}
        onKeyDown={(event) => {
          if (shortcutOf(event) !== LARGER_KEY) return;
          event.preventDefault();
          setLarge(true);
        }}
      >
        {editor(220)}
        <LibraryBar context={context} />
        {bar}
        {failed}
        {result}
      </div>
    );
  return (
    <Modal
      opened
      fullScreen
      onClose={() => setLarge(false)}
      closeOnEscape={false}
      onKeyDownCapture={(event) => {
        const isOwn = event.target instanceof Element && event.currentTarget.contains(event.target);
        if (!isOwn || !['Escape', LARGER_KEY].includes(shortcutOf(event)) || document.querySelector(OPEN_IN_EDITOR)) return;
        event.preventDefault();
        event.stopPropagation();
        setLarge(false);
      }}
      title={`${context.node.name}: ${field.label}`}
      transitionProps={{ duration: 0 }}
    >
      <div className={css.bench}>
        <div className={css.benchSide}>
          {editor('100%')}
          <LibraryBar context={context} />
        </div>
        <div className={css.benchSide}>
          {bar}
          {failed}
          {result ?? <p className={formCss.empty}>{t('The records before and after stand here when the code was tried.')}</p>}
        </div>
      </div>
    </Modal>
  );
}

/** Fields that the code reads and nobody gives it, where it does so, in the words that formulas use. */
function fieldMarks(code: string, style: 'record' | 'batch', fields: Arriving, declared: unknown): CodeMark[] {
  if (!fields) return [];
  const own = Array.isArray(declared) ? declared.map((one: { name?: unknown }) => String(one.name ?? '')) : [];
  const known = [...fields.map(({ name }) => name), ...own];
  return unknownFields(code, style, known).map(({ line, column, endColumn, ...unknown }) => {
    const { message, hint } = unknownFieldWords(unknown, known);
    return { line, column, length: endColumn - column, severity: 'warning', message: `${message} ${hint}` };
  });
}
