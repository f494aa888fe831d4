import { app, type Session, shell } from 'electron';
import { isOwnPage } from './page.ts';

const OUTSIDE = ['https:', 'http:', 'mailto:'];

/** Opens an address in the user's own browser or mail program, if it is of a kind that may be. */
export function openOutside(address: string): void {
  if (URL.canParse(address) && OUTSIDE.includes(new URL(address).protocol)) void shell.openExternal(address);
}

/** No page may be granted anything: camera, place, devices, notifications come from the main process or not at all. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Every page that is ever made: no navigation away, no windows but ours (opened by `openOwn`), no embedded pages. Links a user clicks go to their own browser. */
export function guardPages(openOwn: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOwnPage(url)) openOwn(url);
      else openOutside(url);
      return { action: 'deny' };
    });
  });
}
