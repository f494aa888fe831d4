import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type GivenRecords, MOST_GIVEN, type Pin } from '../../../core/api/preview-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { usePins } from '../../state/pins.ts';
import { usePreview } from '../../state/preview.ts';
import { useWalk } from '../../state/walk.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { EditedRecords } from '../../ui/record-editor/edit-records.ts';
import { RecordJson } from '../../ui/record-editor/RecordJson.tsx';
import { RecordTable } from '../../ui/record-editor/RecordTable.tsx';
import { formatCount } from '../../ui/words.ts';
import { outputLabel } from './pinned-records.ts';
import css from './pins.module.css';
import { usePersonalFields } from './use-personal-fields.ts';

interface PinDialogProps {
  node: FlowNode;
  ports: Pin['ports'];
  isPinned: boolean;
  /** A walk stands in this flow: records may be changed for it alone. `changed`: they were. */
  walk: 'none' | 'walking' | 'changed';
  onClose(): void;
}

/** The records of a step that previews take instead of running it, as a grid or as JSON. */
export function PinDialog({ node, ports, isPinned, walk, onClose }: PinDialogProps) {
  const names = Object.keys(ports);
  const [port, setPort] = useState(names[0] ?? '');
  const [shape, setShape] = useState<'grid' | 'json'>('grid');
  const [edited, setEdited] = useState(ports);
  const [wrong, setWrong] = useState<Readonly<Record<string, boolean>>>({});
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [busy, setBusy] = useState(false);
  const personal = usePersonalFields(node.id, ports);
  const [keepPersonal, setKeepPersonal] = useState(false);
  const records = edited[port];
  const tooMany = Object.values(edited).some(({ rows }) => rows.length > MOST_GIVEN);
  const isWrong = Object.values(wrong).some(Boolean) || tooMany;
  const change = (next: EditedRecords | null) => {
    setWrong({ ...wrong, [port]: next === null });
    if (next && records) setEdited({ ...edited, [port]: withOrigins(next, records, node.id) });
  };
  const act = async (perform: () => Promise<void>) => {
    setBusy(true);
    setFailed(null);
    try {
      await perform();
      onClose();
      await usePreview.getState().preview();
    } catch (error) {
      setFailed(toReport(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={isPinned ? t('Pinned records of {{step}}', { step: node.name }) : t('Pin the records of {{step}}', { step: node.name })}
      size="min(1100px, 92vw)"
    >
      <p className={css.says}>
        {t(
          'Previews take these records instead of running this step and what feeds only it. Runs ignore them. They are kept in this workspace until they are removed.',
        )}
      </p>
      <div className={css.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('How to show the records')}
          value={shape}
          onChange={(next) => setShape(next as 'grid' | 'json')}
          disabled={wrong[port] === true}
          data={[
            { value: 'grid', label: t('As a grid') },
            { value: 'json', label: t('As JSON') },
          ]}
        />
        {names.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('Output')}
            value={port}
            onChange={setPort}
            disabled={wrong[port] === true}
            data={names.map((name) => ({ value: name, label: told(outputLabel(node, name)) }))}
          />
        )}
        <span className={css.count}>
          {records && t('Records: {{records}}. Fields: {{fields}}.', { records: formatCount(records.rows.length), fields: formatCount(records.fields.length) })}
        </span>
      </div>
      {records && shape === 'grid' && <RecordTable key={port} value={records} onChange={change} />}
      {records && shape === 'json' && <RecordJson key={port} value={records} onChange={change} />}
      {personal.length > 0 && (
        <div className={css.personal}>
          <p>
            {keepPersonal
              ? t('{{fields}} will be kept in the workspace as they are, readable for everybody who opens it.', { fields: personal.join(', ') })
              : personal.length === 1
                ? t(
                    '{{field}} is personal: its values are made unreadable before they are kept, and are text from then on. Steps that calculate with it may fail.',
                    { field: personal.join() },
                  )
                : t(
                    '{{fields}} are personal: their values are made unreadable before they are kept, and are text from then on. Steps that calculate with them may fail.',
                    { fields: personal.join(', ') },
                  )}
          </p>
          <Checkbox
            size="xs"
            label={t('Keep personal fields as they are')}
            checked={keepPersonal}
            onChange={(event) => setKeepPersonal(event.target.checked)}
          />
        </div>
      )}
      {tooMany && <p role="alert">{t('At most {{most}} records can be pinned.', { most: formatCount(MOST_GIVEN) })}</p>}
      {failed && <ErrorNote report={failed} />}
      <div className={css.foot}>
        {walk === 'changed' && (
          <Button variant="default" disabled={busy} onClick={() => void act(async () => useWalk.getState().edit(node.id, null))}>
            {t('Undo the changes for this walk')}
          </Button>
        )}
        {isPinned && (
          <Button variant="default" disabled={busy} onClick={() => void act(() => usePins.getState().unpin(node.id))}>
            {t('Take the pin away')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        {walk !== 'none' && (
          <Button variant="default" disabled={isWrong || busy} onClick={() => void act(async () => useWalk.getState().edit(node.id, edited))}>
            {t('Use in this walk only')}
          </Button>
        )}
        <Button disabled={isWrong || busy} onClick={() => void act(() => usePins.getState().pin(node.id, edited, keepPersonal))}>
          {isPinned ? t('Keep the changes') : t('Pin')}
        </Button>
      </div>
    </Modal>
  );
}

/** Records that stay where they were keep where they came from; added ones are of this step. */
function withOrigins({ fields, rows }: EditedRecords, before: GivenRecords, nodeId: string): GivenRecords {
  const was = new Map(before.rows.map((row, at) => [row, before.origins?.[at]]));
  const origins = rows.map((row, ordinal) => was.get(row as GivenRecords['rows'][number]) ?? before.origins?.[ordinal] ?? { source: nodeId, ordinal });
  return { fields: [...fields], rows: rows.map((row) => row as GivenRecords['rows'][number]), origins };
}
