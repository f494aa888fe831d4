import { useEffect } from 'react';
import { copyText, pasteText } from '../../editing/clipboard.ts';
import { removeSelection } from '../../editing/remove.ts';
import { t } from '../../i18n/i18n.ts';
import { say } from '../../ui/say.ts';

/** The browser's own copy, cut and paste, when the canvas (and no text field) has the focus. */
export function useClipboardEvents(area: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const isOurs = () => {
      const focused = document.activeElement;
      const isElsewhere = focused && focused !== document.body && !area.current?.contains(focused);
      return !isElsewhere && (window.getSelection()?.toString() ?? '') === '';
    };
    const copy = (event: ClipboardEvent) => {
      const text = isOurs() ? copyText() : null;
      if (!text) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') removeSelection();
    };
    const paste = (event: ClipboardEvent) => {
      if (!isOurs()) return;
      const count = pasteText(event.clipboardData?.getData('text/plain') ?? '');
      if (count === null) say(t('The clipboard holds no steps of a flow.'));
      event.preventDefault();
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [area]);
}
