import { IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePins } from '../../state/pins.ts';
import { usePreview } from '../../state/preview.ts';
import { drawerNodeId, useSelection } from '../../state/selection.ts';
import { useWalk } from '../../state/walk.ts';
import { PinDialog } from './PinDialog.tsx';
import { recordsToPin } from './pinned-records.ts';
import css from './pins.module.css';

/** Pins the records that leave the step whose data is shown, or opens what is pinned there. Nothing where nothing leaves. */
export function PinButton() {
  const nodeId = useSelection(drawerNodeId);
  const node = useDocument((state) => state.flow?.nodes.find(({ id }) => id === nodeId));
  const seen = usePreview((state) => (nodeId ? state.steps[nodeId] : undefined));
  const pin = usePins((state) => (nodeId ? state.byNode[nodeId] : undefined));
  const walks = useWalk((state) => state.nodeId !== null);
  const changed = useWalk((state) => (nodeId ? state.edits[nodeId] : undefined));
  const [open, setOpen] = useState(false);
  const ports = changed ?? pin?.ports ?? (node && seen ? recordsToPin(node, seen.step) : null);
  if (!node || !ports) return null;
  const label = pin ? t('Pinned records') : walks ? t('Change or pin these records') : t('Pin these records');
  return (
    <>
      <button
        type="button"
        className={css.button}
        data-pinned={pin || changed ? true : undefined}
        aria-label={label}
        aria-haspopup="dialog"
        title={
          pin
            ? t('Previews take the pinned records instead of running this step. Runs do not.')
            : t('Previews then take these records instead of running this step.')
        }
        onClick={() => setOpen(true)}
      >
        {pin ? <IconPinFilled size={14} aria-hidden /> : <IconPin size={14} aria-hidden />}
      </button>
      {open && (
        <PinDialog
          node={node}
          ports={ports}
          isPinned={pin !== undefined}
          walk={changed ? 'changed' : walks ? 'walking' : 'none'}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
