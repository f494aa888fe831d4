// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import { addKind } from '../editing/add-node.ts';
import { useDocument } from '../state/document.ts';
import { useRecentCommands } from '../state/recent-commands.ts';
import { useRoute } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { holderOf, shownShortcut } from './bound-keys.ts';
import { commandFor } from './keyboard.ts';
import { commandEntries, withRecent } from './palette-entries.tsx';
import { COMMANDS, commandById } from './registry.ts';

beforeEach(() => {
  document.body.innerHTML =
    '<div data-scope="canvas"><button id="tool">x</button><div id="card" tabindex="0"></div></div><input id="text"><div role="dialog"><p id="inside"></p></div>';
  useRoute.setState({ route: { page: 'flow', flowId: 'f' } });
  useDocument.setState({ flowId: 'f', flow: createFlow('f', 'F'), saved: 'saved' });
});
afterEach(() => {
  useDocument.getState().close();
  useSelection.getState().select([]);
});

const press = (id: string, key: string, held: Partial<KeyboardEventInit> = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...held });
  document.getElementById(id)?.dispatchEvent(event);
  return commandFor(event)?.id ?? null;
};

describe('commands', () => {
  it('have one id and one meaning per shortcut', () => {
    const ids = COMMANDS.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
    const shortcuts = COMMANDS.flatMap((command) => command.shortcuts ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    expect(commandById('undo')?.label).toBe('Undo');
  });

  it('are found by key where they belong: letters on the canvas, function keys everywhere', () => {
    addKind('csv-source');
    expect(press('card', 'a')).toBe('add-step');
    expect(press('text', 'a')).toBe(null);
    expect(press('tool', 'Enter')).toBe(null);
    expect(press('card', 'Enter')).toBe('open-inspector');
    expect(press('text', 'F9')).toBe('preview');
    expect(press('text', 'Enter', { ctrlKey: true })).toBe('run');
    expect(press('inside', 'a')).toBe(null);
  });

  it('leave the flow alone while a dialog is open, wherever the focus has gone', () => {
    addKind('csv-source');
    const onBody = (key: string) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true });
      document.body.dispatchEvent(event);
      return commandFor(event)?.id ?? null;
    };
    expect([onBody('Delete'), onBody('Escape')]).toEqual(['delete', 'clear-selection']);
    document.getElementById('inside')?.parentElement?.setAttribute('aria-modal', 'true');
    expect([onBody('Delete'), onBody('Escape'), onBody('F9')]).toEqual([null, null, 'preview']);
  });

  it('take the keys a person has chosen, and say which command has them already', () => {
    const { choose, reset } = useShortcuts.getState();
    const [add, undo] = [commandById('add-step'), commandById('undo')];
    if (!add || !undo) throw new Error('The commands are gone.');
    choose('add-step', 'Shift+N');
    expect([press('card', 'N', { shiftKey: true }), press('card', 'a'), shownShortcut(add)]).toEqual(['add-step', null, 'Shift+N']);
    expect(holderOf('Mod+Z', add, COMMANDS)?.id).toBe('undo');
    expect(holderOf('Shift+N', add, COMMANDS)).toBe(null);
    expect(holderOf('A', undo, COMMANDS)).toBe(null);
    choose('add-step', null);
    expect([press('card', 'N', { shiftKey: true }), shownShortcut(add)]).toEqual([null, '']);
    choose('undo', 'Mod+U');
    reset('add-step');
    expect([press('card', 'a'), shownShortcut(undo)]).toEqual(['add-step', 'Mod+U']);
    reset();
    expect(shownShortcut(undo)).toBe('Mod+Z');
  });

  it('are all in the palette: those that can be used first, with their keys, the others with the reason', () => {
    const entries = () => commandEntries().actions;
    const expected = COMMANDS.filter((command) => !command.opensPalette).map((command) => command.id);
    expect(
      entries()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...expected].sort());
    expect(COMMANDS.filter((command) => command.opensPalette).map((command) => command.id)).toEqual(['command-palette']);
    for (const entry of entries()) expect(entry['aria-disabled'] === true ? entry.description : 'usable', `the reason of ${entry.id}`).toBeTruthy();
    const why = (id: string) => entries().find((entry) => entry.id === id)?.description;
    expect([why('run'), why('rename-step'), why('undo')]).toEqual(['Add a step first.', 'Select one step first.', 'There is nothing to undo.']);
    const firstOff = entries().findIndex((entry) => entry['aria-disabled'] === true);
    expect(
      entries()
        .slice(firstOff)
        .every((entry) => entry['aria-disabled'] === true),
    ).toBe(true);
    expect(entries().find(({ id }) => id === 'save')).toMatchObject({ 'aria-keyshortcuts': 'Ctrl+S' });
    useRoute.setState({ route: { page: 'flows' } });
    expect(why('run')).toBe('Open a flow first.');
  });

  it('stand first in the palette when they were used last, each once', () => {
    const groups = withRecent([commandEntries()], ['save', 'run', 'gone']);
    expect(groups[0]).toMatchObject({ group: 'Used last', actions: [{ id: 'save' }] });
    expect(groups[1]?.actions.filter(({ id }) => id === 'save')).toEqual([]);
    groups[1]?.actions.find(({ id }) => id === 'go-to-runs')?.onClick?.(undefined as never);
    expect(withRecent([commandEntries()], useRecentCommands.getState().recent)[0]?.actions.map(({ id }) => id)).toEqual(['go-to-runs']);
  });

  it('leave undo in a text field to the field', () => {
    addKind('csv-source');
    expect([press('text', 'z', { ctrlKey: true }), press('card', 'z', { ctrlKey: true })]).toEqual([null, 'undo']);
  });

  it('are not offered when they make no sense', () => {
    expect([press('card', 'Delete'), press('card', 'F10')]).toEqual([null, null]);
    useRoute.setState({ route: { page: 'flows' } });
    expect(COMMANDS.filter((command) => command.enabled()).every((command) => ['View', 'Flow', 'Go to', 'Help'].includes(command.group))).toBe(true);
  });
});
