import { useEffect, useImperativeHandle, useRef } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import css from './code-editor.module.css';
import type { CodeEditorProps } from './code-editor-props.ts';
import { applyTheme, followTheme } from './editor-theme.ts';
import { completeCode, configureScripts, setDeclarations } from './languages.ts';
import { monaco } from './monaco.ts';

let opened = 0;

/** Monaco in a box. The editor lives as long as the component; value, marks and declarations are brought to it. */
export function LoadedEditor({ label, language, value, onChange, declarations, complete, marks, notes, handle, onRun }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const first = useRef(value);
  const run = useRef(onRun);
  run.current = onRun;
  const canRun = onRun !== undefined;
  useImperativeHandle(handle, () => ({
    format: () => void editor.current?.getAction('editor.action.formatDocument')?.run(),
    goTo: (line) => {
      editor.current?.setPosition({ lineNumber: line, column: 1 });
      editor.current?.revealLineInCenterIfOutsideViewport(line);
      editor.current?.focus();
    },
  }));

  useEffect(() => {
    if (!box.current) return;
    configureScripts();
    applyTheme();
    const ending = { javascript: 'js', typescript: 'ts', sql: 'sql' }[language];
    const model = monaco.editor.createModel(first.current, language, monaco.Uri.parse(`inmemory://code/${++opened}.${ending}`));
    const made = monaco.editor.create(box.current, { model, ariaLabel: label, ...OPTIONS });
    editor.current = made;
    const listening = model.onDidChangeContent(() => {
      const code = model.getValue();
      // What was brought to the editor from outside (undo, paste of settings) is no edit of the person at it.
      if (code === first.current) return;
      first.current = code;
      change.current(code);
    });
    if (canRun)
      made.addAction({
        id: 'swivel.run',
        label: t('Try on sample'),
        keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
        run: () => run.current?.(),
      });
    const stopTheme = followTheme();
    return () => {
      stopTheme();
      listening.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [language, label, canRun]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model || model.getValue() === value) return;
    first.current = value;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [value]);
  useEffect(() => (declarations === undefined ? undefined : setDeclarations(declarations)), [declarations]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language or label means another editor, which has to be registered anew
  useEffect(() => {
    const model = editor.current?.getModel();
    return model && complete ? completeCode(model, complete) : undefined;
  }, [language, label, complete]);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const found = (marks ?? []).map((mark) => {
      const line = Math.max(1, Math.min(mark.line, model.getLineCount()));
      const column = mark.column ?? model.getLineFirstNonWhitespaceColumn(line);
      return {
        severity: mark.severity === 'warning' ? monaco.MarkerSeverity.Warning : monaco.MarkerSeverity.Error,
        message: told(mark.message),
        startLineNumber: line,
        startColumn: Math.max(1, column),
        endLineNumber: line,
        endColumn: mark.length === undefined ? model.getLineMaxColumn(line) : Math.min(column + mark.length, model.getLineMaxColumn(line)),
      };
    });
    monaco.editor.setModelMarkers(model, 'run', found);
  }, [marks]);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model || !notes || notes.length === 0) return;
    const shown = editor.current?.createDecorationsCollection(
      notes
        .filter(({ line }) => line <= model.getLineCount())
        .flatMap(({ line, kind, words }) => {
          const end = model.getLineMaxColumn(line);
          const content = `   ${words}`;
          const after = { content, inlineClassName: css[`${kind}Words`] ?? '', cursorStops: monaco.editor.InjectedTextCursorStops.None };
          const bar = { isWholeLine: true, className: css[kind] ?? '', linesDecorationsClassName: css[`${kind}Bar`] ?? '', hoverMessage: { value: words } };
          return [
            { range: new monaco.Range(line, 1, line, 1), options: bar },
            { range: new monaco.Range(line, end, line, end), options: { after, showIfCollapsed: true } },
          ];
        }),
    );
    return () => shown?.clear();
  }, [notes]);

  return <div ref={box} style={{ height: '100%' }} />;
}

const OPTIONS = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: 'JetBrains Mono Variable, JetBrains Mono, ui-monospace, monospace',
  fontSize: 12,
  lineHeight: 18,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 6,
  folding: false,
  glyphMargin: false,
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, alwaysConsumeMouseWheel: false },
  padding: { top: 6, bottom: 6 },
  tabSize: 2,
  fixedOverflowWidgets: true,
  accessibilitySupport: 'auto',
  editContext: false,
  tabFocusMode: false,
  wordBasedSuggestions: 'off',
} satisfies monaco.editor.IStandaloneEditorConstructionOptions;
