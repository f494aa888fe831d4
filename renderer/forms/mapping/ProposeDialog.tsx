import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Field, FieldType } from '../../../core/base/field.ts';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { toReport } from '../../api/report.ts';
import formCss from '../form.module.css';
import type { WantedFields } from '../widget.ts';
import css from './mapping.module.css';
import { parseNames } from './mapping-edit.ts';
import { isTakenByDefault, itemsOf, type WantedRow, wantedRows } from './proposal.ts';

interface ProposeDialogProps {
  mapping: Mapping;
  fields: readonly Field[];
  wanted: readonly WantedFields[];
  onPropose(mapping: Mapping): void;
  onClose(): void;
}

/** Takes the names the other side wants, from a table behind this step or pasted, and proposes an arriving field for each, with the reason. */
export function ProposeDialog({ mapping, fields, wanted, onPropose, onClose }: ProposeDialogProps) {
  const [text, setText] = useState(() => mapping.items.map((item) => item.to).join('\n'));
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [types, setTypes] = useState<ReadonlyMap<string, FieldType>>(new Map());
  const rows = useMemo(() => wantedRows(mapping, fields, parseNames(text), types), [mapping, fields, text, types]);
  const isTaken = (row: WantedRow) => chosen[row.to] ?? (row.proposal !== null && isTakenByDefault(row.proposal));
  const ready = rows.filter((row) => row.kept || isTaken(row)).length;
  const load = async (source: WantedFields) => {
    try {
      const found = await source.load();
      setText(found.map((field) => field.name).join('\n'));
      setTypes(new Map(found.map((field) => [field.name, field.type])));
      setFailed(null);
    } catch (error) {
      setFailed(toReport(error).message);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Match fields by name" size={760}>
      <div className={css.proposal}>
        <p className={formCss.help}>Which fields does the other side want? Each one gets the arriving field that means the same. What is set already stays.</p>
        {wanted.length > 0 && (
          <div className={formCss.actions}>
            {wanted.map((source) => (
              <button key={source.step} type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => void load(source)}>
                Columns of {source.step}
              </button>
            ))}
          </div>
        )}
        {failed && <p className={formCss.problem}>{failed}</p>}
        <div className={css.matching}>
          <label className={formCss.frame}>
            <span className={formCss.label}>Names of the fields</span>
            <textarea
              className={`${formCss.area} ${formCss.mono} ${css.names}`}
              data-autofocus
              value={text}
              placeholder={'One name a line, or a pasted header row'}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <ul className={css.matches} aria-label="What each field is taken from">
            {rows.map((row) => (
              <li key={row.to}>
                <label className={css.match} data-band={row.kept ? 'kept' : row.proposal?.band}>
                  <input
                    type="checkbox"
                    checked={row.kept !== null || isTaken(row)}
                    disabled={row.kept !== null || !row.proposal}
                    onChange={(event) => setChosen({ ...chosen, [row.to]: event.target.checked })}
                  />
                  <b>{row.to}</b>
                  <span>{row.kept ? row.kept.from || row.kept.formula : (row.proposal?.from ?? 'nothing fits')}</span>
                  <small>{row.kept ? 'set already' : (row.proposal?.reason ?? 'to be chosen by you')}</small>
                </label>
              </li>
            ))}
          </ul>
        </div>
        <div className={formCss.actions} style={{ justifyContent: 'flex-end' }}>
          <span className={`${formCss.note} ${formCss.grow}`} aria-live="polite">
            {rows.length === 0 ? 'No name yet.' : `${ready} of ${rows.length} have a field. The others are added without one.`}
          </span>
          <button type="button" className={formCss.button} onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className={`${formCss.button} ${formCss.primary}`}
            disabled={rows.length === 0}
            onClick={() => onPropose({ ...mapping, items: itemsOf(rows, isTaken) })}
          >
            Use these
          </button>
        </div>
      </div>
    </Modal>
  );
}
