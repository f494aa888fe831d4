import type { FormField } from '../../../core/catalog/form.ts';
import { desktop } from '../../api/desktop.ts';
import { t } from '../../i18n/i18n.ts';

/** The native dialogs where the desktop shell offers them; undefined in a browser, null when the person chose nothing. */
export function chooseNatively(kind: 'open' | 'save' | 'folder', field: FormField, current: string): Promise<string | null> | undefined {
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
  if (kind === 'folder') return desktop?.chooseFolder?.(options);
  return kind === 'open' ? desktop?.chooseFile?.(options) : desktop?.chooseSavePath?.(options);
}
