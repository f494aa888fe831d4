import { describe, expect, test } from 'vitest';
import { ALERT_KINDS, type AlertFacts, type AlertKind } from './alert-kinds.ts';
import { type MessageStyle, openedMessage, recoveredMessage, summaryMessage, type ToldIncident, testMessage } from './compose-message.ts';
import { german } from './words-de.ts';
import { english } from './words-en.ts';

const style: MessageStyle = { language: 'en', zone: 'Europe/Berlin', subject: '', body: '', address: '' };
const due = Date.UTC(2026, 10, 20, 1);
const FACTS: Readonly<Record<AlertKind, AlertFacts>> = {
  'run-failed': { message: 'There is no file employees.csv.', hint: 'Choose one that is there.', step: 'Employees' },
  'run-interrupted': { message: 'x', hint: null, step: null },
  'run-rejects': { rejected: 1234, read: 20_000, limit: 100 },
  'check-failed': { source: 'people_20.csv', check: 'Enough people', message: 'There are 3 records; 100 to 200 were expected.' },
  'arrival-missing': { expected: 'employees_*.csv', place: '/in', dueAt: due, zone: 'Europe/Berlin' },
  'arrival-late': { expected: 'employees_*.csv', file: 'employees_20.csv', place: '/in', dueAt: due, cameAt: due + 60_000 },
  'arrival-empty': { file: 'employees_20.csv', cameAt: due },
  'arrival-truncated': { file: 'employees_20.csv', cameAt: due, bytes: 120, usual: '30 to 45 KB', message: null },
  'arrival-repeated': { file: 'employees_20.csv', cameAt: due, earlierAt: due - 86_400_000 },
  'arrival-unusual': { file: 'employees_20.csv', cameAt: due, message: 'It has 12 rows. Usual are 4,000 to 4,400.' },
  'trigger-dead': { trigger: 'Every night', message: 'The folder cannot be read.', lastAt: due },
};
const incident = (kind: AlertKind, changes: Partial<ToldIncident> = {}): ToldIncident => ({
  incidentId: 'i1',
  kind,
  flowName: 'HR to payroll',
  runId: null,
  openedAt: due + 60_000,
  closedAt: null,
  count: 1,
  facts: FACTS[kind],
  ...changes,
});

test('no file by the due time: one clear mail', () => {
  expect(openedMessage(incident('arrival-missing'), style)).toEqual({
    title: 'No file has come: employees_*.csv',
    body: `What has happened
The file employees_*.csv was due by 20 November 2026, 02:00 (Europe/Berlin), and it has not come.
"HR to payroll" is waiting for it, so nothing new has been passed on from it.
Swivel looked for it in /in.

What to do
1. Ask the sender whether the file was made, and when it will come.
2. Check whether it lies in another folder or has another name than employees_*.csv.
3. As soon as it has come, "HR to payroll" picks it up automatically, and you get a message that all is well. If no file is to come today, acknowledge this alert in Swivel.

Details
Flow: HR to payroll
When: 20 November 2026, 02:01 (Europe/Berlin)
In Swivel: Alerts
`,
  });
});

describe.each(['en', 'de'] as const)('in %s', (language) => {
  test.each(ALERT_KINDS)('%s says all it knows, and asks for nothing it does not', (kind) => {
    const { title, body } = openedMessage(incident(kind, { runId: 'r1', count: 3 }), { ...style, language, address: 'https://swivel.example/' });
    expect(`${title}\n${body}`).not.toMatch(/[{}…]|undefined|null/);
    expect(title.length).toBeLessThan(90);
    for (const [name, value] of Object.entries(FACTS[kind]))
      if (value !== null && !['place', 'expected', 'message'].includes(name) && typeof value === 'string') expect(`${title}\n${body}`).toContain(value);
    expect(body).toContain('https://swivel.example/#/alerts/i1');
    expect(body).toContain('r1');
  });

  test.each(ALERT_KINDS)('%s is understood when nothing is known', (kind) => {
    const { title, body } = openedMessage(incident(kind, { facts: {} }), { ...style, language });
    expect(`${title}\n${body}`).not.toMatch(/[{}]|undefined|null/);
  });

  test('recovery and a test', () => {
    const { title, body } = recoveredMessage(incident('run-failed', { closedAt: due + 120_000, count: 2 }), { ...style, language });
    expect(title).toContain('HR to payroll');
    expect(`${title}\n${body}`).not.toMatch(/[{}…]/);
    const often = language === 'en' ? 'It had happened 2 times.' : 'Es war 2 Mal geschehen.';
    expect(body).toContain(often);
    const once = recoveredMessage(incident('run-failed', { closedAt: due + 120_000 }), { ...style, language }).body;
    expect(once).not.toMatch(/\b1 (times|Mal)|[{}…]/);
    expect(testMessage('Office', { ...style, language }).body).toContain('Office');
  });
});

test('both languages have the same places in every text', () => {
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const kind of ALERT_KINDS)
    for (const part of ['title', 'what', 'todo'] as const) {
      expect(places(german.kinds[kind][part]), `${kind} ${part}`).toEqual(places(english.kinds[kind][part]));
      expect(german.kinds[kind][part].split('\n').length, `${kind} ${part}`).toBe(english.kinds[kind][part].split('\n').length);
    }
});

test('what came in quiet hours is one message; what is over by then says so', () => {
  const { title, body } = summaryMessage(
    [incident('run-failed'), incident('arrival-missing', { openedAt: due + 3_600_000, closedAt: due + 7_200_000 })],
    style,
  );
  expect(title).toBe('While it was quiet: 2 alerts');
  expect(body).toContain('■ HR to payroll failed\n');
  expect(body).toContain('■ No file has come: employees_*.csv (over since 20 November 2026, 04:00 (Europe/Berlin))');
  expect(summaryMessage([incident('run-failed')], style).title).toBe('While it was quiet: HR to payroll failed');
});

test('own words are filled in, and a subject stays one line whatever is in it', () => {
  const own = { ...style, subject: '[Night] {title} – {nothing}', body: '{what}\n--\n{todo}\n{link} {flow}' };
  const { title, body } = openedMessage(incident('run-failed', { flowName: 'HR\r\nBcc: eve@example.org {title}' }), own);
  expect(title).toBe('[Night] HR Bcc: eve@example.org {title} failed – …');
  expect(body).toContain('--\n1. Choose one that is there.');
});

test('what the program said is said anew in the language of the message; names stay, and a due time is told in the zone it is meant in', () => {
  const told = (sentence: string) => `<${sentence}>`;
  const failed = openedMessage(incident('run-failed', { flowName: 'There is no file' }), { ...style, told });
  expect(failed.title).toBe('There is no file failed');
  expect(failed.body).toContain('<There is no file employees.csv.>\nIt happened in the step "Employees".');
  const missing = incident('arrival-missing', { facts: { ...FACTS['arrival-missing'], zone: 'America/New_York', called: 'Staff', connection: 'HR' } });
  expect(openedMessage(missing, style).body).toContain('was due by 19 November 2026, 20:00 (America/New_York)');
  expect(openedMessage(missing, style).body).toContain(
    'It is expected as "Staff".\nSwivel looked for it in /in.\nThat folder is reached by the connection "HR".',
  );
});
