import { desktop } from '../api/desktop.ts';
import { toReport } from '../api/report.ts';
import { runCommand } from '../commands/command.ts';
import { commandById } from '../commands/registry.ts';
import { importAndOpen } from '../editing/flow-files.ts';
import { t } from '../i18n/i18n.ts';
import { goTo, parseRoute } from '../state/route.ts';
import { sayFailed } from '../ui/say.ts';

/** Follows the desktop shell: its menu, documents opened from outside, places that a notification leads to. Does nothing in a browser. */
export function startDesktop(): void {
  desktop?.onCommand((id) => {
    const command = commandById(id);
    if (command) void runCommand(command);
  });
  desktop?.onOpenDocument((text, fileName) => {
    importAndOpen(text, fileName).catch((error: unknown) => sayFailed(t('{{name}} could not be opened', { name: fileName }), toReport(error)));
  });
  desktop?.onOpenRoute((route) => goTo(parseRoute(route)));
}
