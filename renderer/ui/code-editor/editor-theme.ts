import { monaco } from './monaco.ts';

/** Monaco wants plain colours, so the tokens are read from the page whenever its theme changes. */
export function applyTheme(): void {
  const dark = document.documentElement.dataset['theme'] === 'dark';
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => sixDigits(style.getPropertyValue(name).trim());
  monaco.editor.defineTheme('swivel', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: token('--text-3').slice(1) },
      { token: 'keyword', foreground: token('--accent').slice(1) },
      { token: 'string', foreground: token('--ok').slice(1) },
      { token: 'number', foreground: token('--target').slice(1) },
    ],
    colors: {
      'editor.background': token('--surface'),
      'editor.foreground': token('--text-1'),
      'editorLineNumber.foreground': token('--text-3'),
      'editorLineNumber.activeForeground': token('--text-1'),
      'editor.lineHighlightBackground': token('--surface-2'),
      'editor.lineHighlightBorder': token('--surface-2'),
      // The grey that Monaco lays behind other places of a word leaves too little contrast.
      'editor.wordHighlightBackground': token('--accent-soft'),
      'editor.wordHighlightStrongBackground': token('--accent-soft'),
      'editor.wordHighlightTextBackground': token('--accent-soft'),
      'editor.selectionHighlightBackground': token('--accent-soft'),
      'editorCursor.foreground': token('--accent'),
      'editorWidget.background': token('--surface'),
      'editorWidget.border': token('--line-2'),
      'editorSuggestWidget.selectedBackground': token('--accent-soft'),
      'editorSuggestWidget.selectedForeground': token('--text-1'),
      focusBorder: token('--accent'),
    },
  });
  monaco.editor.setTheme('swivel');
}

/** Keeps Monaco in the page's theme. Returns the function that stops it. */
export function followTheme(): () => void {
  const watcher = new MutationObserver(applyTheme);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => watcher.disconnect();
}

/** A build may shorten #ffffff to #fff, which Monaco does not take. */
function sixDigits(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  return short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : colour;
}
