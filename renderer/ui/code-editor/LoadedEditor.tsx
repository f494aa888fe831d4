import { useEffect, useRef } from 'react';
import type { CodeEditorProps } from './code-editor-props.ts';
import { applyTheme, followTheme } from './editor-theme.ts';
import { completeWords, configureScripts, setDeclarations } from './languages.ts';
import { monaco } from './monaco.ts';

let opened = 0;

/** Monaco in a box. The editor lives as long as the component; value, marks and declarations are brought to it. */
export function LoadedEditor({ label, language, value, onChange, declarations, words, marks }: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const first = useRef(value);

  useEffect(() => {
    if (!box.current) return;
    configureScripts();
    applyTheme();
    const ending = { javascript: 'js', typescript: 'ts', sql: 'sql' }[language];
    const model = monaco.editor.createModel(first.current, language, monaco.Uri.parse(`inmemory://code/${++opened}.${ending}`));
    const made = monaco.editor.create(box.current, { model, ariaLabel: label, ...OPTIONS });
    editor.current = made;
    const listening = model.onDidChangeContent(() => {
      first.current = model.getValue();
      change.current(model.getValue());
    });
    const stopTheme = followTheme();
    return () => {
      stopTheme();
      listening.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [language, label]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model || model.getValue() === value) return;
    first.current = value;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [value]);
  useEffect(() => (declarations === undefined ? undefined : setDeclarations(declarations)), [declarations]);
  useEffect(() => (words === undefined ? undefined : completeWords(language, words)), [language, words]);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const found = (marks ?? []).map((mark) => {
      const line = Math.max(1, Math.min(mark.line, model.getLineCount()));
      const column = mark.column ?? model.getLineFirstNonWhitespaceColumn(line);
      return {
        severity: monaco.MarkerSeverity.Error,
        message: mark.message,
        startLineNumber: line,
        startColumn: Math.max(1, column),
        endLineNumber: line,
        endColumn: model.getLineMaxColumn(line),
      };
    });
    monaco.editor.setModelMarkers(model, 'run', found);
  }, [marks]);

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
