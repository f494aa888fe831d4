// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { showWidget } from '../testing/show-widget.tsx';

afterEach(cleanup);

it('texts are typed, pasted as lines, moved and removed, and told when they stand twice', () => {
  const { latest } = showWidget<readonly string[]>({ field: 'to', widget: 'texts', label: 'To' }, []);
  fireEvent.click(screen.getByRole('button', { name: 'Add a line' }));
  fireEvent.paste(screen.getByLabelText('To 1'), { clipboardData: { getData: () => 'a@x.org\nb@x.org\nA@x.org' } });
  expect(latest()).toEqual(['a@x.org', 'b@x.org', 'A@x.org']);
  expect(screen.getAllByText(/stands more than once/)).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Remove A@x.org' }));
  fireEvent.keyDown(screen.getByRole('button', { name: /^Move a@x\.org/ }), { key: 'ArrowDown' });
  expect(latest()).toEqual(['b@x.org', 'a@x.org']);
});
