/** How the stand-in was started. Filled in by run.ts before the app's main module is loaded. */
export const launch: { root: string; switches: string[] } = { root: process.cwd(), switches: [] };

/** What cannot be stood in for is refused loudly, so that no test passes on something that never happened. */
export function refuse(what: string): never {
  throw new Error(`Electron stand-in: ${what} is not available here.`);
}

/** What the desktop would have shown: dialogs, notices, addresses opened. Tests read it from `electron.__log`. */
export const log: { kind: string; detail: unknown }[] = [];

export function record(kind: string, detail: unknown): void {
  log.push({ kind, detail });
}
