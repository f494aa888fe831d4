import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { ErrorReport } from '../../core/base/errors.ts';
import { t, told } from '../i18n/i18n.ts';

/** Says something in a corner of the window; goes away by itself. */
export function say(message: string, options: { title?: string; action?: { label: string; run(): void }; keepMs?: number } = {}): void {
  const id = crypto.randomUUID();
  const { title, action, keepMs = action ? 10_000 : 4_000 } = options;
  const button =
    action &&
    createElement(
      'button',
      {
        type: 'button',
        className: 'say-action',
        onClick: () => {
          notifications.hide(id);
          action.run();
        },
      },
      action.label,
    );
  notifications.show({
    id,
    ...(title ? { title } : {}),
    message: createElement('span', { className: 'say-row' }, message, button),
    autoClose: keepMs,
    withBorder: true,
    closeButtonProps: { 'aria-label': t('Close') },
  });
}

/** Says that something did not work: what, why, and what to do. Stays until it is closed. */
export function sayFailed(title: string, report: ErrorReport): void {
  // Somebody stopped it: that is no failure to be closed by hand.
  if (report.code === 'stopped') {
    say(told(report.message));
    return;
  }
  const message = [report.message, report.hint ?? ''].map(told).filter(Boolean).join(' ');
  notifications.show({
    id: crypto.randomUUID(),
    title,
    message,
    color: 'red',
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': t('Close') },
  });
}
