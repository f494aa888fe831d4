import { lazy, Suspense } from 'react';
import css from './code-editor.module.css';
import type { CodeEditorProps } from './code-editor-props.ts';

const LoadedEditor = lazy(async () => ({ default: (await import('./LoadedEditor.tsx')).LoadedEditor }));

/** A code editor. Monaco is loaded when the first one is shown; until then the code stands there as text. `nokey` keeps the canvas from taking its keys. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div className={`${css.frame} nokey`} style={{ height: props.height }} data-wrong={props.marks && props.marks.length > 0 ? true : undefined}>
      <Suspense fallback={<pre className={css.waiting}>{props.value}</pre>}>
        <LoadedEditor {...props} />
      </Suspense>
    </div>
  );
}
