import { useEffect } from 'react';
import type { DesktopMenu, DesktopMenuItem, MENU_ROLES } from '../../core/api/desktop-menu.ts';
import { desktop } from '../api/desktop.ts';
import { shownShortcut } from '../commands/bound-keys.ts';
import type { Command, CommandGroup } from '../commands/command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { type Language, text, told } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useFind } from '../state/find.ts';
import { useRoute } from '../state/route.ts';
import { useRuns } from '../state/runs.ts';
import { useSelection } from '../state/selection.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useWalk } from '../state/walk.ts';

type MenuRole = (typeof MENU_ROLES)[number];

/** Each group of commands has a menu, in this order. */
const MENUS: readonly [CommandGroup, string][] = [
  ['Flow', text('File')],
  ['Edit', text('Edit')],
  ['Canvas', text('Canvas')],
  ['Run', text('Run')],
  ['View', text('View')],
  ['Go to', text('Go to')],
  ['Help', text('Help')],
];

/** In a text field these are the system's; on the canvas the page hears of them. */
const ROLES: Readonly<Record<string, MenuRole>> = { cut: 'cut', copy: 'copy', paste: 'paste' };

/** Roles that stand below the commands of a menu. */
const BELOW: Partial<Record<CommandGroup, readonly [MenuRole, string][]>> = {
  Flow: [
    ['close', text('Close the window')],
    ['quit', text('Quit Swivel')],
  ],
  View: [
    ['zoomIn', text('Larger window contents')],
    ['zoomOut', text('Smaller window contents')],
    ['resetZoom', text('Window contents in actual size')],
    ['togglefullscreen', text('Full screen')],
  ],
  Help: [['about', text('About Swivel')]],
};

/** The native menu as it is now: every command, in the window's language, with the shortcuts that hold, off where it makes no sense. */
export function desktopMenuNow(commands: readonly Command[] = COMMANDS): DesktopMenu {
  return MENUS.map(([group, label]) => {
    const below = (BELOW[group] ?? []).map(([role, words]): DesktopMenuItem => ({ role, label: told(words) }));
    const items = commands.filter((command) => command.group === group).map(itemOf);
    return { label: told(label), items: below.length > 0 ? [...items, { separator: true }, ...below] : items };
  });
}

function itemOf(command: Command): DesktopMenuItem {
  const role = ROLES[command.id];
  const label = told(command.label);
  if (role) return { role, label };
  const shortcut = shownShortcut(command);
  return { command: command.id, label, enabled: command.enabled(), ...(shortcut === '' ? {} : { shortcut }) };
}

const QUIET_MS = 150;

/** Tells the desktop shell what belongs in the menu, whenever that changes. Does nothing in a browser. */
export function useDesktopMenu(language: Language): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew in another language
  useEffect(() => {
    const shell = desktop;
    if (!shell) return;
    let told = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const menu = desktopMenuNow();
      const words = JSON.stringify(menu);
      if (words === told) return;
      told = words;
      shell.showMenu(menu);
    };
    const soon = () => {
      timer ??= setTimeout(tell, QUIET_MS);
    };
    tell();
    const stops = [useDocument, useSelection, useRuns, useRoute, useWalk, useFind, useShortcuts].map((store) => store.subscribe(soon));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [language]);
}
