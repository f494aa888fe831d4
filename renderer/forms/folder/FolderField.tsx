import { PathInput } from '../path/PathInput.tsx';
import type { WidgetProps } from '../widget.ts';

/** A folder to read from or write to, with the native dialog, or the folders of the host where there is none. */
export function FolderField(props: WidgetProps<string>) {
  return <PathInput {...props} kind="folder" />;
}
