import { expect, test } from 'vitest';
import { reportText } from './report-text.ts';

const FACTS = { version: '0.3.0', shell: 'desktop', platform: 'linux', part: 'Data', page: 'flow' };

test('a report says what stopped and where in our code, and nothing of whose data it was', () => {
  const text = reportText(
    {
      class: 'defect',
      code: 'unexpected',
      message: 'Cannot read "Müller, Anna" of /home/anna/payroll/staff.csv: token=sk_live_4f9a8b7c6d5e, anna@example.com, DE89370400440532013000',
      details: [
        'TypeError: Cannot read "Müller, Anna"',
        '    at drawCell (http://127.0.0.1:4711/assets/index-a1b2.js:12:345)',
        '    at renderWithHooks (app://swivel/assets/react.js:9:1)',
        '    at open (/home/anna/swivel/out/main/cli.js:3:4)',
        'password=hunter2',
      ].join('\n'),
    },
    FACTS,
  );
  expect(text).toContain('Swivel 0.3.0, desktop, linux\nStopped: Data, page flow\ndefect/unexpected: Cannot read "…" of …');
  expect(text).toContain('at drawCell (index-a1b2.js:12:345)');
  expect(text).toContain('react.js:9:1');
  expect(text).toContain('cli.js:3:4');
  for (const secret of ['Müller', 'anna', 'payroll', 'sk_live', 'DE89', 'hunter2', '127.0.0.1']) expect(text).not.toContain(secret);
});
