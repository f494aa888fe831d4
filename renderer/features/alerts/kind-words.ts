import type { AlertKind } from '../../../core/alerts/alert-kinds.ts';
import { text } from '../../i18n/i18n.ts';

/** What each kind of alert is called. */
export const KIND_WORDS: Readonly<Record<AlertKind, string>> = {
  'run-failed': text('A run failed'),
  'run-interrupted': text('A run was interrupted'),
  'run-rejects': text('Too many rejected records'),
  'check-failed': text('A check failed'),
  'arrival-missing': text('A file has not come'),
  'arrival-late': text('A file came late'),
  'arrival-empty': text('A file is empty'),
  'arrival-truncated': text('A file is not whole'),
  'arrival-repeated': text('The same file came again'),
  'arrival-unusual': text('A file is unusual'),
  'trigger-dead': text('A trigger does not work'),
};

/** Where a message stands. */
export const MESSAGE_WORDS: Readonly<Record<string, string>> = {
  waiting: text('waiting to be sent'),
  held: text('held back for the quiet hours'),
  sending: text('on its way'),
  sent: text('sent'),
  failed: text('could not be sent'),
  unknown: text('nobody knows whether it was sent'),
  summed: text('told in one message after the quiet hours'),
  dropped: text('not sent'),
};

/** What a message tells. */
export const ABOUT_WORDS: Readonly<Record<string, string>> = {
  opened: text('What has happened'),
  recovered: text('That it is over'),
  summary: text('What came while it was quiet'),
};
