import { text } from '../../i18n/i18n.ts';

/** Ways in which the characters of a file are stored, the usual ones first. */
export const ENCODINGS: readonly { value: string; label: string }[] = [
  { value: 'auto', label: text('Detect') },
  { value: 'utf-8', label: text('UTF-8') },
  { value: 'windows-1252', label: text('Windows-1252 (Western European)') },
  { value: 'windows-1250', label: text('Windows-1250 (Central European)') },
  { value: 'windows-1251', label: text('Windows-1251 (Cyrillic)') },
  { value: 'iso-8859-1', label: text('ISO 8859-1 (Latin 1)') },
  { value: 'iso-8859-15', label: text('ISO 8859-15 (Latin 9, with €)') },
  { value: 'cp850', label: text('CP 850 (DOS)') },
  { value: 'utf-16le', label: text('UTF-16, little endian') },
  { value: 'utf-16be', label: text('UTF-16, big endian') },
  { value: 'shift_jis', label: text('Shift JIS (Japanese)') },
  { value: 'gb18030', label: text('GB 18030 (Chinese)') },
];
