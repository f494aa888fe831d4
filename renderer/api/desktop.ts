import type { DesktopBridge } from '../../core/api/desktop-bridge.ts';

declare global {
  interface Window {
    desktop?: DesktopBridge;
  }
}

/** The desktop shell's bridge; undefined in a browser. */
export const desktop: DesktopBridge | undefined = globalThis.window?.desktop;
