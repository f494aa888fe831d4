import { text } from '../../i18n/i18n.ts';

/** Characters that usually stand between two cells. */
export const DELIMITERS: readonly { value: string; label: string }[] = [
  { value: ',', label: text('Comma ,') },
  { value: ';', label: text('Semicolon ;') },
  { value: '\t', label: text('Tab') },
  { value: '|', label: text('Bar |') },
];
