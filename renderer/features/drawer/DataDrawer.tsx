import type { ReactNode } from 'react';
import { drawerNodeId, useSelection } from '../../state/selection.ts';
import { useWalk } from '../../state/walk.ts';
import { RecordDrawer } from '../../ui/record-drawer/RecordDrawer.tsx';
import { FollowInRun } from './FollowInRun.tsx';
import { useDesignData } from './useDesignData.ts';

/** The designer's data drawer: what was last seen of the selected step, in a preview or a run. */
export function DataDrawer({ actions }: { actions?: ReactNode }) {
  const nodeId = useSelection(drawerNodeId);
  const provider = useDesignData(nodeId);
  const focus = useSelection((state) => state.focus);
  const setFocus = useSelection((state) => state.setFocus);
  const select = useSelection((state) => state.select);
  const stop = useWalk((state) => state.stop);
  const mine = focus?.nodeId === nodeId ? focus : null;
  return (
    <RecordDrawer
      provider={provider}
      nodeId={nodeId}
      side={mine?.side ?? null}
      port={mine?.port ?? null}
      onLook={(side, port) => nodeId && setFocus({ nodeId, side, ...(port === undefined ? {} : { port }) })}
      onGoToStep={(id) => select([id])}
      mark={stop?.nodeId === nodeId ? stop.origin : null}
      followActions={(_origin, steps) => <FollowInRun steps={steps} />}
      actions={actions}
    />
  );
}
