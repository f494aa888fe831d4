import type { HappeningRow, TriggerRow } from '../../../core/api/trigger-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import type { Glyph } from '../../ui/StateGlyph.tsx';
import { formatBytes } from '../../ui/words.ts';

const STATES: Readonly<Record<TriggerRow['state'], string>> = {
  alive: text('Alive'),
  paused: text('Paused'),
  trouble: text('Does not work'),
  silent: text('Silent'),
};

export const STATE_GLYPHS: Readonly<Record<TriggerRow['state'], Glyph>> = { alive: 'done', paused: 'cancelled', trouble: 'failed', silent: 'failed' };

/** How a trigger is, in a word. */
export function stateWords(state: TriggerRow['state']): string {
  return told(STATES[state]);
}

const HAPPENED: Readonly<Record<HappeningRow['state'], string>> = {
  waiting: text('waits for its run'),
  taken: text('in a run'),
  done: text('done'),
  failed: text('failed'),
  returned: text('left out'),
};

export const HAPPENED_GLYPHS: Readonly<Record<HappeningRow['state'], Glyph>> = {
  waiting: 'waiting',
  taken: 'running',
  done: 'done',
  failed: 'failed',
  returned: 'cancelled',
};

/** What became of something that was received. */
export function happenedWords(state: HappeningRow['state']): string {
  return told(HAPPENED[state]);
}

/** What is in a trigger's inbox, in a line. */
export function inboxWords({ waiting, taken, failed }: TriggerRow): string {
  const parts = [
    ...(waiting > 0 ? [t('{{number}} waiting', { number: waiting })] : []),
    ...(taken > 0 ? [t('{{number}} in runs', { number: taken })] : []),
    ...(failed > 0 ? [t('{{number}} failed', { number: failed })] : []),
  ];
  return parts.join(', ');
}

/** What came, in a line: the file and its size, or how much a request brought. */
export function receivedWords({ kind, bytes, files, fileName, fileBytes }: HappeningRow): string {
  if (kind === 'due') return '';
  if (fileName === null) return formatBytes(bytes);
  if (files > 1) return t('{{file}} and {{count}} more', { file: fileName, count: files - 1 });
  return `${fileName}, ${formatBytes(fileBytes ?? 0)}`;
}
