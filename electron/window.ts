import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { t } from '../renderer/i18n/i18n.ts';
import { PAGE_URL } from './page.ts';
import { type Frame, frameOf, noteFrame } from './window-places.ts';

/** Numbers of the windows that are open. The page of a window keeps its layout by its number. */
const numbers = new Map<BrowserWindow, number>();
let isQuitting = false;
app.on('before-quit', () => {
  isQuitting = true;
});

/** Opens a sandboxed window with our page at `route` (a hash such as `#/flow/x`), where and as large as the window of that number was last time. `stayed` is called when it was to be closed and its person wanted to keep what is not saved. */
export function openWindow(preload: string, route = '', number = freeNumber(), stayed: () => void = () => undefined): BrowserWindow {
  const frame = visible(frameOf(number));
  const window = new BrowserWindow({
    ...(frame.x === undefined || frame.y === undefined ? {} : { x: frame.x, y: frame.y }),
    width: frame.width,
    height: frame.height,
    minWidth: 900,
    minHeight: 600,
    title: 'Swivel',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#12151c' : '#f4f5f8',
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false },
  });
  numbers.set(window, number);
  if (frame.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    // The last one, and all that go with the program, are there again at the next start.
    const isOpenNextTime = isQuitting || numbers.size === 1;
    noteFrame(number, { ...window.getNormalBounds(), maximized: window.isMaximized() }, isOpenNextTime);
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (mayLeave(window)) {
      // Electron's way round: what is prevented is that the page prevents it.
      event.preventDefault();
      return;
    }
    isQuitting = false;
    stayed();
  });
  window.on('closed', () => numbers.delete(window));
  void window.loadURL(`${PAGE_URL}?window=${number}${route}`);
  return window;
}

/** Asks whoever is about to close a window, or to load its page anew, with changes that are not saved. */
function mayLeave(window: BrowserWindow): boolean {
  const [leave, keep] = [0, 1];
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: t('Some changes are not saved.'),
    detail: t('They are lost when this window is left: a connection that is being changed, or a flow that could not be saved.'),
    buttons: [t('Leave and lose them'), t('Stay')],
    defaultId: keep,
    cancelId: keep,
    noLink: true,
  });
  return chosen === leave;
}

function freeNumber(): number {
  const taken = new Set(numbers.values());
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}

/** A frame on a screen that is no longer there is put back in sight. */
function visible(frame: Frame): Frame {
  if (frame.x === undefined || frame.y === undefined) return frame;
  const [x, y] = [frame.x, frame.y];
  const seen = screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        x < workArea.x + workArea.width - 80 && x + frame.width > workArea.x + 80 && y >= workArea.y - 20 && y < workArea.y + workArea.height - 80,
    );
  return seen ? frame : { width: frame.width, height: frame.height, maximized: frame.maximized };
}
