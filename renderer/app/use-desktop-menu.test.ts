// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { desktopMenu } from '../../core/api/desktop-menu.ts';
import { COMMANDS } from '../commands/registry.ts';
import { speak } from '../i18n/i18n.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { desktopMenuNow } from './use-desktop-menu.ts';

afterEach(async () => {
  useShortcuts.getState().reset();
  await speak('en');
});

const items = () => desktopMenuNow().flatMap((menu) => menu.items);
const itemOf = (id: string) => items().find((item) => 'command' in item && item.command === id);

test('every command is in the native menu, which the shell accepts, and off where it makes no sense', () => {
  expect(desktopMenu.parse(desktopMenuNow())).toEqual(desktopMenuNow());
  const found = items().map((item) => ('command' in item ? item.command : 'role' in item ? item.role : ''));
  for (const { id } of COMMANDS) expect(found, id).toContain(id);
  expect(itemOf('run')).toMatchObject({ enabled: false, shortcut: 'Mod+Enter' });
  expect(itemOf('new-flow')).toMatchObject({ enabled: true });
});

test('its words are in the language of the window, its keys as the person has set them', async () => {
  useShortcuts.getState().choose('run', 'Mod+Shift+R');
  useShortcuts.getState().choose('preview', null);
  expect([itemOf('run'), itemOf('preview')]).toMatchObject([{ shortcut: 'Mod+Shift+R' }, { label: 'Preview the flow' }]);
  expect(itemOf('preview')).not.toHaveProperty('shortcut');
  await speak('de');
  expect(itemOf('run')).toMatchObject({ label: 'Den Ablauf ausführen' });
  expect(desktopMenuNow().map(({ label }) => label)).toEqual(['Datei', 'Bearbeiten', 'Fläche', 'Ausführen', 'Ansicht', 'Gehe zu', 'Hilfe']);
});
