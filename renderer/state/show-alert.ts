import { formatRoute } from './route.ts';

/** Shows an alert as the system shows such things, where this window may; the desktop program does that by itself. */
export function showAlert({ title, body, incidentId }: { title: string; body: string; incidentId: string | null }): void {
  if ('swivel' in window || !('Notification' in window) || Notification.permission !== 'granted') return;
  // Several windows show the same one once.
  const notice = new Notification(title, { body: body.slice(0, 300), tag: incidentId ?? title });
  notice.onclick = () => {
    window.focus();
    window.location.hash = formatRoute(incidentId === null ? { page: 'alerts' } : { page: 'alerts', incidentId });
    notice.close();
  };
}
