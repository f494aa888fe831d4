import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { type HelpOf, HelpPage } from './HelpPage.tsx';
import css from './help.module.css';
import { findWords, placeOf, showFound } from './help-search.ts';

/** What the help was opened for: a setting whose place is to be shown; `ask` grows with every request. */
export interface HelpAsk {
  /** Path of the setting; empty: the beginning of the page. */
  field: string;
  ask: number;
}

interface HelpPanelProps {
  of: HelpOf;
  kind: string;
  /** Where it stands: left of the panel that opened it, or over the right of it. */
  side?: 'left' | 'in';
  title: string;
  /** Label of the setting that was asked for, as the kind's folder has it; empty for none. */
  label: string;
  /** Grows with every request, so that the same place can be asked for again. */
  ask: number;
  onClose(): void;
}

/** The help of a kind beside its form: searched through, and opened where a setting is explained. */
export function HelpPanel({ of, kind, side = 'left', title, label, ask, onClose }: HelpPanelProps) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [found, setFound] = useState<readonly Range[]>([]);
  const [drawn, setDrawn] = useState(0);
  const page = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const box = page.current;
    if (!box) return;
    // The page is drawn in parts (its text and the Markdown reader are loaded), so every change is looked at anew.
    const watcher = new MutationObserver(() => setDrawn((count) => count + 1));
    watcher.observe(box, { childList: true, subtree: true });
    return () => watcher.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn says that there is new text to search
  useEffect(() => {
    setFound(page.current ? findWords(page.current, words) : []);
    setAt(0);
  }, [words, drawn]);
  useEffect(() => showFound(found, at), [found, at]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: ask and drawn say when to look again
  useEffect(() => {
    const place = label === '' || !page.current ? null : placeOf(page.current, told(label));
    if (!place) return;
    place.dataset['shown'] = 'true';
    place.scrollIntoView({ block: 'start' });
    return () => {
      delete place.dataset['shown'];
    };
  }, [label, ask, drawn]);

  return (
    <section
      className={css.panel}
      data-side={side}
      data-keeps-escape
      aria-label={t('Help')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={css.head}>
        <h2 title={title}>{title}</h2>
        <button type="button" className={formCss.icon} aria-label={t('Close the help')} onClick={onClose}>
          <IconX size={15} />
        </button>
      </header>
      <div className={css.search}>
        <IconSearch size={14} aria-hidden />
        <input
          type="search"
          className={`${formCss.input} ${formCss.small}`}
          aria-label={t('Find in the help')}
          placeholder={t('Find in the help')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || found.length === 0) return;
            event.preventDefault();
            setAt((now) => (now + (event.shiftKey ? found.length - 1 : 1)) % found.length);
          }}
        />
        <span className={css.count} role="status">
          {words.trim() === '' ? '' : found.length === 0 ? t('Not found') : t('{{at}} of {{all}}', { at: at + 1, all: found.length })}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable with the keyboard */}
      <div ref={page} className={css.page} tabIndex={0}>
        <HelpPage of={of} kind={kind} />
      </div>
    </section>
  );
}
