import type { FormField } from '../../../core/catalog/form.ts';
import { desktop } from '../../api/desktop.ts';
import { t } from '../../i18n/i18n.ts';

/** The native dialogs where the desktop shell offers them; undefined in a browser, null when the person chose nothing. */
export function chooseNatively(kind: 'open' | 'save', field: FormField, current: string): Promise<string | null> | undefined {
  const extensions = [...(field.extensions ?? [])];
  const options = {
    title: field.label,
    ...(current === '' ? {} : { defaultPath: current }),
    ...(extensions.length > 0
      ? {
          filters: [
            { name: t('Files'), extensions },
            { name: t('All files'), extensions: ['*'] },
          ],
        }
      : {}),
  };
  return kind === 'open' ? desktop?.chooseFile?.(options) : desktop?.chooseSavePath?.(options);
}

/** The folder part of a path, with either kind of slash; empty when there is none. */
export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut < 0 ? '' : path.slice(0, Math.max(1, cut));
}
