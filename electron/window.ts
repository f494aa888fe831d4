import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './page.ts';

interface Frame {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

const FIRST: Frame = { width: 1440, height: 900, maximized: false };
const frameFile = () => join(app.getPath('userData'), 'window.json');

/** Opens a sandboxed window with our page at `route` (a hash such as `#/flow/x`), where and as large as it was last time. */
export function openWindow(preload: string, route = ''): BrowserWindow {
  const frame = visible(readFrame());
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
  if (frame.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeFrame({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  void window.loadURL(PAGE_URL + route);
  return window;
}

function readFrame(): Frame {
  try {
    const read = JSON.parse(readFileSync(frameFile(), 'utf8')) as Partial<Frame>;
    return typeof read.width === 'number' && typeof read.height === 'number' ? { ...FIRST, ...read } : FIRST;
  } catch {
    return FIRST;
  }
}

function writeFrame(frame: Frame): void {
  try {
    writeFileSync(frameFile(), JSON.stringify(frame));
  } catch {
    // Losing the window's place is no reason to keep it open.
  }
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
