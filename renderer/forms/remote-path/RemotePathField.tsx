import { settingAt } from '../config-path.ts';
import { FolderField } from '../folder/FolderField.tsx';
import { PathField } from '../path/PathField.tsx';
import { PathInput } from '../path/PathInput.tsx';
import { SavePathField } from '../save-path/SavePathField.tsx';
import type { WidgetProps } from '../widget.ts';

/** A file or folder of a connection; where none is chosen, one of this machine, with all that a local path offers. */
export function RemotePathField(props: WidgetProps<string>) {
  const { field, context } = props;
  const connectionId = String(settingAt(context.config, field.dependsOn ?? 'connection') ?? '');
  const choose = field.choose ?? 'open';
  if (connectionId !== '')
    return choose === 'open' ? <PathField {...props} connectionId={connectionId} /> : <PathInput {...props} kind={choose} connectionId={connectionId} />;
  if (choose === 'folder') return <FolderField {...props} />;
  return choose === 'save' ? <SavePathField {...props} /> : <PathField {...props} />;
}
