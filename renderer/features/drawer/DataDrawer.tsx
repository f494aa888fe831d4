import { drawerNodeId, useSelection } from '../../state/selection.ts';
import { RecordDrawer } from '../../ui/record-drawer/RecordDrawer.tsx';
import { usePreviewData } from './use-preview-data.ts';

/** The designer's data drawer: the last preview of the selected step. */
export function DataDrawer() {
  const provider = usePreviewData();
  const nodeId = useSelection(drawerNodeId);
  const focus = useSelection((state) => state.focus);
  const setFocus = useSelection((state) => state.setFocus);
  const select = useSelection((state) => state.select);
  const mine = focus?.nodeId === nodeId ? focus : null;
  return (
    <RecordDrawer
      provider={provider}
      nodeId={nodeId}
      side={mine?.side ?? null}
      port={mine?.port ?? null}
      onLook={(side, port) => nodeId && setFocus({ nodeId, side, ...(port === undefined ? {} : { port }) })}
      onGoToStep={(id) => select([id])}
    />
  );
}
