import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What an item of the native menu asks for: a command of the renderer, by id. */
export type SendCommand = (command: string) => void;

/** The native menu. Items with a shortcut show it, but the page handles the keys: the same commands work in a browser. */
export function buildMenu(send: SendCommand, newWindow: () => void): Menu {
  const item = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = process.platform === 'darwin';
  return Menu.buildFromTemplate([
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('New flow', 'new-flow'),
        item('Import a flow …', 'import-flow'),
        item('Export this flow …', 'export-flow'),
        separator,
        { id: 'new-window', label: 'New window', click: newWindow },
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'undo', 'CmdOrCtrl+Z'),
        item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        item('Duplicate', 'duplicate', 'CmdOrCtrl+D'),
        item('Delete', 'delete'),
        separator,
        item('All commands', 'command-palette', 'CmdOrCtrl+K'),
      ],
    },
    {
      label: 'F&low',
      submenu: [
        item('Preview', 'preview', 'F9'),
        item('Step', 'step', 'F10'),
        item('Run', 'run', 'CmdOrCtrl+Enter'),
        item('Cancel the run', 'cancel-run'),
        separator,
        item('Tidy up the layout', 'auto-layout'),
      ],
    },
    {
      label: '&View',
      submenu: [item('Zoom to fit', 'zoom-to-fit'), separator, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { role: 'togglefullscreen' }],
    },
    {
      label: '&Help',
      submenu: [item('Keyboard shortcuts', 'show-shortcuts'), ...(mac ? [] : [separator, { role: 'about' as const }])],
    },
  ]);
}
