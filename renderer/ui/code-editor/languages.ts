import { javascriptDefaults, ScriptTarget, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register';
import type { CodeLanguage, CodeWord } from './code-editor-props.ts';
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

/** Offers words while typing, until the returned function is called. */
export function completeWords(language: CodeLanguage, words: readonly CodeWord[]): () => void {
  const provider = monaco.languages.registerCompletionItemProvider(language, {
    triggerCharacters: ['.', '"'],
    provideCompletionItems: (model, position) => {
      const word = model.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      return {
        suggestions: words.map(({ label, detail }) => ({
          label,
          kind: monaco.languages.CompletionItemKind.Field,
          insertText: /^\w+$/.test(label) ? label : `"${label.replaceAll('"', '""')}"`,
          range,
          ...(detail === undefined ? {} : { detail }),
        })),
      };
    },
  });
  return () => provider.dispose();
}
