import { Modal } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChecklist, IconTargetArrow } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { shortcutOf, shortcutWords } from '../../ui/shortcut.ts';
import formCss from '../form.module.css';
import { NO_FORMULA } from '../formula/FormulaEditor.tsx';
import type { Arriving, FormContext } from '../widget.ts';
import { BulkPanel } from './BulkPanel.tsx';
import { MapperBoard } from './MapperBoard.tsx';
import css from './mapper.module.css';
import { ownKey, wantedKey } from './mapper-model.ts';
import { SuggestionBar } from './SuggestionBar.tsx';
import { TargetDetail } from './TargetDetail.tsx';
import { TargetPanel } from './TargetPanel.tsx';
import { useMapper } from './use-mapper.ts';
import { useMapperKeys } from './use-mapper-keys.ts';
import { useTrial } from './useTrial.ts';

interface MapperProps {
  mapping: Mapping;
  fields: Arriving;
  sample: Sample | null;
  context: FormContext;
  onChange(mapping: Mapping, part: string): void;
  onClose(): void;
}

type Panel = 'field' | 'target' | 'bulk';

/** The settings of a mapping over the whole window: arriving fields, fields that leave, and lines between them. */
export function Mapper({ mapping, fields, sample, context, onChange, onClose }: MapperProps) {
  const id = useId();
  const [panel, setPanel] = useState<Panel>(mapping.target || mapping.items.length > 0 ? 'field' : 'target');
  const state = useMapper({ mapping, arriving: fields, sample, onChange });
  const boxes = { from: useRef<HTMLDivElement>(null), to: useRef<HTMLDivElement>(null) };
  const searches = { from: useRef<HTMLInputElement>(null), to: useRef<HTMLInputElement>(null) };
  const below = useRef<HTMLElement>(null);
  const tried = useTrial(mapping.items, sample, 1, context.zone);
  const open = (next: Panel, ...first: readonly string[]) => {
    setPanel(next);
    requestAnimationFrame(() =>
      first
        .map((selector) => below.current?.querySelector<HTMLElement>(selector))
        .find(Boolean)
        ?.focus(),
    );
  };
  const edit = () => open('field', 'textarea', '[data-formula]', 'input:not(:disabled)');
  const keys = useMapperKeys({
    state,
    boxes,
    searches,
    onEdit: edit,
    onNew: () => {
      state.addFormula(NO_FORMULA);
      keys.go('to', ownKey(state.rows.filter(({ wanted }) => wanted === null).length));
      edit();
    },
  });
  const row = state.byKey.get(keys.active.to);
  const proposal = row && state.proposals.get(row.name);
  const travel = (back: boolean) => {
    const name = back ? context.undo() : context.redo();
    state.say(name === null ? t('There is nothing more.') : back ? t('Undone: {{name}}.', { name }) : t('Done again: {{name}}.', { name }));
  };
  const closePanel = () => {
    setPanel('field');
    boxes.to.current?.focus();
  };
  useEffect(() => {
    // What was pressed may be gone by now, such as a suggestion that was taken; the keys of the mapper must go on working.
    if (document.activeElement === document.body) boxes.to.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || !(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    const isText = event.target instanceof HTMLTextAreaElement || (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox');
    const pressed = shortcutOf(event);
    if (pressed === 'Escape') {
      event.stopPropagation();
      if (isText || panel !== 'field' || below.current?.contains(event.target)) closePanel();
      else onClose();
    } else if (!isText && (pressed === 'Mod+Z' || pressed === 'Mod+Shift+Z' || pressed === 'Mod+Y')) {
      event.preventDefault();
      event.stopPropagation();
      travel(pressed === 'Mod+Z');
    }
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      closeOnEscape={false}
      onKeyDown={onKeyDown}
      title={t('Map fields: {{step}}', { step: context.node.name })}
      classNames={{ content: css.content, header: css.header, body: css.body }}
    >
      <div className={css.mapper}>
        <div className={css.bar}>
          <button
            type="button"
            className={`${formCss.button} ${formCss.small}`}
            aria-expanded={panel === 'target'}
            onClick={() => open('target', 'button, input')}
          >
            <IconTargetArrow size={15} aria-hidden />
            {mapping.target ? t('For {{target}}', { target: mapping.target.label }) : t('What does the other side take?')}
          </button>
          <SuggestionBar proposals={[...state.proposals.values()]} onTake={state.take} />
          <span className={css.status} role="status">
            {state.said}
          </span>
          <button type="button" className={`${formCss.button} ${formCss.small}`} aria-expanded={panel === 'bulk'} onClick={() => open('bulk', '[data-first]')}>
            <IconChecklist size={15} aria-hidden /> {t('Change many')}
          </button>
          <button type="button" className={formCss.icon} aria-label={t('Undo')} title={shortcutWords('Mod+Z')} onClick={() => travel(true)}>
            <IconArrowBackUp size={16} />
          </button>
          <button type="button" className={formCss.icon} aria-label={t('Redo')} title={shortcutWords('Mod+Shift+Z')} onClick={() => travel(false)}>
            <IconArrowForwardUp size={16} />
          </button>
        </div>
        <MapperBoard
          id={id}
          state={state}
          keys={keys}
          boxes={boxes}
          searches={searches}
          tried={tried}
          feeder={Object.values(context.feeders)[0] ?? null}
          isKnown={fields !== null}
          onOpenTarget={() => open('target', 'button, input')}
        />
        <section
          ref={below}
          className={css.below}
          aria-label={panel === 'bulk' ? t('Change many') : panel === 'target' ? t('What the other side takes') : t('The chosen field')}
        >
          {panel === 'bulk' ? (
            <BulkPanel
              mapping={mapping}
              known={{ arriving: fields ?? [], facts: state.facts }}
              onApply={(next, said) => state.change(next, said)}
              onClose={closePanel}
            />
          ) : panel === 'target' ? (
            <TargetPanel
              id={id}
              target={mapping.target}
              context={context}
              onFound={(target, values) => {
                state.noteValues(values);
                state.change({ ...mapping, target }, t('{{target}} takes {{count}} fields.', { target: target.label, count: target.fields.length }));
                const open = target.fields.find(({ name }) => mapping.items.every(({ to }) => to !== name)) ?? target.fields[0];
                if (open) keys.go('to', wantedKey(open.name));
                closePanel();
              }}
              onForget={() => {
                const { target: _gone, ...rest } = mapping;
                state.change(rest, t('The other side is forgotten; the fields stay.'));
              }}
              onClose={closePanel}
            />
          ) : row ? (
            <TargetDetail
              key={row.name}
              row={row}
              proposal={proposal}
              fields={fields}
              sample={sample}
              zone={context.zone}
              target={state.target}
              cast={row.from[0] !== undefined && row.misfit ? state.castOf(row.from[0], row) : null}
              onChange={(item, part) => state.set(row, item, part)}
              onLink={(from) => state.link(from, row.key)}
              onRemove={() => state.unlink([row])}
            />
          ) : (
            <p className={css.noResults}>{t('Choose a field on the right to see where it comes from, and what it holds record by record.')}</p>
          )}
        </section>
        <p className={css.keysHelp}>{t('Arrows move · Enter picks up and links · Delete unlinks · F2 edits · typing searches · Esc closes')}</p>
      </div>
    </Modal>
  );
}
