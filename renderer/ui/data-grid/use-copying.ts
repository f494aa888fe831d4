import { useEffect, useRef, useState } from 'react';
import { t, text, told } from '../../i18n/i18n.ts';
import { inSlices } from './arrange-rows.ts';
import { type CopyFormat, type CopyRange, copyText } from './copy-text.ts';
import type { GridContent } from './grid-column.ts';

const FORMAT_NAMES: Readonly<Record<CopyFormat, string>> = { csv: text('CSV'), json: text('JSON'), tsv: text('tab separated text') };
const SHOWN_MS = 5_000;

/** Copies records of a grid, and says what was copied; that sentence goes away by itself. */
export function useCopying(content: GridContent) {
  const [notice, setNotice] = useState('');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (notice === '' || running.current) return;
    const timer = setTimeout(() => setNotice(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const copy = async (range: CopyRange, format: CopyFormat) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const count = range.end - range.top;
    try {
      const copied = await inSlices(copyText(content, range, format), stop.signal, (part) =>
        setNotice(t('Copying {{records}} records, {{percent}} % done…', { records: count, percent: Math.floor(part * 100) })),
      );
      if (copied === null) return;
      await navigator.clipboard.writeText(copied);
      running.current = null;
      setNotice(
        t('{{count}} records copied as {{format}}, with {{columns}} columns and their names.', {
          count,
          format: told(FORMAT_NAMES[format]),
          columns: range.columns.length,
        }),
      );
    } catch {
      running.current = null;
      setNotice(t('The clipboard could not be written. Nothing was copied.'));
    }
  };
  return { notice, setNotice, copy };
}
