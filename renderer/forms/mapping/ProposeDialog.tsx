import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import { toReport } from '../../api/report.ts';
import formCss from '../form.module.css';
import type { WantedFields } from '../widget.ts';
import css from './mapping.module.css';
import { parseNames } from './mapping-edit.ts';
import { proposeByName } from './propose.ts';

interface ProposeDialogProps {
  mapping: Mapping;
  fields: readonly Field[];
  wanted: readonly WantedFields[];
  onPropose(mapping: Mapping): void;
  onClose(): void;
}

/** Takes the names the other side wants, from a table behind this step or pasted, and finds an arriving field for each. */
export function ProposeDialog({ mapping, fields, wanted, onPropose, onClose }: ProposeDialogProps) {
  const [text, setText] = useState(() => mapping.items.map((item) => item.to).join('\n'));
  const [failed, setFailed] = useState<string | null>(null);
  const names = parseNames(text);
  const kept = new Map(mapping.items.filter((item) => item.formula !== '' || item.from !== '').map((item) => [item.to, item]));
  const proposal: MappingItem[] = proposeByName(names, fields).map((item) => kept.get(item.to) ?? item);
  const matched = proposal.filter((item) => item.from !== '' || item.formula !== '').length;
  const load = async (source: WantedFields) => {
    try {
      setText((await source.load()).map((field) => field.name).join('\n'));
      setFailed(null);
    } catch (error) {
      setFailed(toReport(error).message);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Match fields by name" size={560}>
      <div className={css.proposal}>
        <p className={formCss.help}>
          Which fields does the other side want? Each one gets the arriving field that is called the same or nearly so. What is set already stays.
        </p>
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
        <label className={formCss.frame}>
          <span className={formCss.label}>Names of the fields</span>
          <textarea
            className={`${formCss.area} ${formCss.mono}`}
            rows={9}
            data-autofocus
            value={text}
            placeholder={'One name a line, or a pasted header row'}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className={formCss.note} aria-live="polite">
          {names.length === 0 ? 'No name yet.' : `${matched} of ${names.length} have a field. The others are added without one, for you to choose.`}
        </p>
        <div className={formCss.actions} style={{ justifyContent: 'flex-end' }}>
          <button type="button" className={formCss.button} onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className={formCss.button}
            style={{ background: 'var(--accent)', borderColor: 'var(--accent)', color: 'var(--on-accent)' }}
            disabled={names.length === 0}
            onClick={() => onPropose({ ...mapping, items: proposal })}
          >
            Use these {names.length > 0 ? names.length : ''}
          </button>
        </div>
      </div>
    </Modal>
  );
}
