import { javascriptDefaults, ScriptTarget, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';
import type { CodeOffer } from './code-editor-props.ts';
import { monaco } from './monaco.ts';

let configured = false;

/** A snippet is the inside of a function: `return` and `await` stand at its top level and are no mistakes. */
const FUNCTION_BODY_CODES = [1108, 1375, 1378, 2451, 6133, 7027, 80005];

/** Sets up checking of scripts once: nothing of a browser is known to them, only the language itself and what is declared. */
export function configureScripts(): void {
  if (configured) return;
  configured = true;
  for (const defaults of [javascriptDefaults, typescriptDefaults]) {
    defaults.setCompilerOptions({
      target: ScriptTarget.ES2020,
      lib: ['es2020'],
      allowNonTsExtensions: true,
      checkJs: true,
      allowJs: true,
      strict: false,
      noImplicitAny: false,
    });
    defaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false, diagnosticCodesToIgnore: FUNCTION_BODY_CODES });
    defaults.setEagerModelSync(true);
  }
}

/** What the code is checked and completed against, until the returned function is called. */
export function setDeclarations(declarations: string): () => void {
  const added = [javascriptDefaults, typescriptDefaults].map((defaults) => defaults.addExtraLib(declarations, 'inmemory://code/declarations.d.ts'));
  return () => {
    for (const one of added) one.dispose();
  };
}

const KINDS = {
  table: monaco.languages.CompletionItemKind.Struct,
  column: monaco.languages.CompletionItemKind.Field,
  function: monaco.languages.CompletionItemKind.Function,
  keyword: monaco.languages.CompletionItemKind.Keyword,
};
const ORDER = ['column', 'table', 'function', 'keyword'];

/**
 * Offers in one editor what can stand at a place of its code, until the returned function is called. Monaco asks all providers of a language for every
 * editor, so this one keeps silent for all models but its own.
 */
export function completeCode(model: monaco.editor.ITextModel, complete: (code: string, offset: number) => readonly CodeOffer[]): () => void {
  const provider = monaco.languages.registerCompletionItemProvider(model.getLanguageId(), {
    triggerCharacters: ['.', ' ', '"'],
    provideCompletionItems: (asked, position) => {
      if (asked !== model) return { suggestions: [] };
      const word = model.getWordUntilPosition(position);
      const line = model.getLineContent(position.lineNumber);
      // A quote that was typed is part of what is replaced.
      const start = line[word.startColumn - 2] === '"' ? word.startColumn - 1 : word.startColumn;
      const end = start < word.startColumn && line[position.column - 1] === '"' ? position.column + 1 : position.column;
      const range = new monaco.Range(position.lineNumber, start, position.lineNumber, end);
      const typed = line.slice(start - 1, word.startColumn - 1);
      return {
        suggestions: complete(model.getValue(), model.getOffsetAt(position)).map(({ label, insert, kind, detail }, i) => ({
          label: { label, description: detail },
          filterText: typed + label,
          sortText: `${ORDER.indexOf(kind)}${String(i).padStart(5, '0')}`,
          kind: KINDS[kind],
          insertText: insert,
          range,
        })),
      };
    },
  });
  return () => provider.dispose();
}
