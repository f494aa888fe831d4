import { Select } from '@mantine/core';
import { IconBolt, IconPencil, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionRow } from '../../../core/api/connection-models.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { t, told } from '../../i18n/i18n.ts';
import { askConnectionDesk } from '../../state/connection-desk.ts';
import { inUse, useConnections } from '../../state/connections.ts';
import { KindIcon } from '../../ui/icons.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import formCss from '../form.module.css';
import pickerCss from '../pickers.module.css';
import type { WidgetProps } from '../widget.ts';
import css from './connection.module.css';
import { environmentWords, faceOf } from './connection-words.ts';
import { TestedParts } from './TestedParts.tsx';
import { useConnectionTest } from './use-connection-test.ts';

const NEW = '@new';

/** One of the connections that fit: where it leads and how it stands, tested and changed without leaving the settings of the step. */
export function ConnectionField({ id, value, onChange, field, describedBy, problems }: WidgetProps<string>) {
  const rows = useConnections((state) => state.rows);
  const environment = useConnections((state) => state.environment);
  const { test, start, stop, forget } = useConnectionTest();
  const [now] = useState(() => Date.now());
  const box = useRef<HTMLInputElement>(null);
  const fits = (rows ?? []).filter(({ family }) => family !== null && (!field.families || field.families.includes(family)));
  const chosen = rows?.find((row) => row.connectionId === value);
  // Another connection, or another environment, is another test.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say when what was tested is not what is chosen any more
  useEffect(() => forget(), [value, environment, forget]);
  const families = field.families ? { families: field.families } : {};
  const make = () =>
    askConnectionDesk({
      ...families,
      onSaved: (connectionId) => {
        onChange(connectionId);
        box.current?.focus();
      },
    });
  const isGone = value !== '' && rows !== null && !chosen;
  const data = [
    ...(field.without === undefined ? [] : [{ value: '', label: field.without }]),
    ...fits.map(({ connectionId, name }) => ({ value: connectionId, label: name })),
    ...(isGone ? [{ value, label: t('A connection that no longer exists') }] : []),
    ...(chosen && !fits.includes(chosen) ? [{ value, label: chosen.name }] : []),
    { value: NEW, label: t('New connection…') },
  ];
  const state = chosen && inUse(chosen, environment);
  const face = state && faceOf(state, now);
  return (
    <>
      <Select
        id={id}
        ref={box}
        classNames={{ input: pickerCss.input ?? '' }}
        aria-describedby={describedBy}
        error={isGone || problems.some((problem) => problem.severity === 'error')}
        leftSection={chosen ? <KindIcon icon={connectionCatalog.get(chosen.kind)?.icon ?? 'question-mark'} size={15} /> : undefined}
        placeholder={fits.length === 0 ? t('There is none yet: make one') : t('Choose a connection')}
        data={data}
        value={value === '' && field.without === undefined ? null : value}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        filter={({ options, search }) =>
          options.filter((option) => 'value' in option && (option.value === NEW || optionText(fits, option).includes(search.trim().toLowerCase())))
        }
        onChange={(next) => (next === NEW ? make() : onChange(next ?? ''))}
        renderOption={({ option }) =>
          option.value === NEW ? (
            <span className={css.option}>
              <IconPlus size={16} aria-hidden />
              <b>{option.label}</b>
            </span>
          ) : (
            <Option row={fits.find((row) => row.connectionId === option.value)} label={option.label} now={now} />
          )
        }
      />
      {isGone && <p className={formCss.note}>{t('It was removed. Choose another one, or make a new one.')}</p>}
      {state && face && (
        <span className={css.facts}>
          {environment === 'test' && <span className={css.environment}>{environmentWords(environment)}</span>}
          {state.summary && (
            <span className={css.leads} title={told(state.summary)}>
              {told(state.summary)}
            </span>
          )}
          <span title={state.trouble ? told(state.trouble.message) : undefined} style={{ display: 'inline-flex', gap: 5, alignItems: 'center' }}>
            <StateGlyph state={face.glyph} size={13} beside /> {face.words}
          </span>
        </span>
      )}
      {chosen && (
        <span className={formCss.actions}>
          {test?.state === 'going' ? (
            <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={stop}>
              <IconPlayerStop size={14} aria-hidden /> {t('Stop the test')}
            </button>
          ) : (
            <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => start({ connectionId: value, environment })}>
              <IconBolt size={14} aria-hidden /> {t('Test the connection')}
            </button>
          )}
          <button
            type="button"
            className={`${formCss.button} ${formCss.small}`}
            onClick={() => askConnectionDesk({ ...families, connectionId: value, onSaved: () => box.current?.focus() })}
          >
            <IconPencil size={14} aria-hidden /> {t('Edit the connection')}
          </button>
        </span>
      )}
      {rows !== null && fits.length === 0 && value === '' && (
        <span className={formCss.actions}>
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={make}>
            <IconPlus size={14} aria-hidden /> {t('New connection…')}
          </button>
        </span>
      )}
      {test && <TestedParts test={test} name={chosen?.name ?? ''} folded />}
    </>
  );
}

function optionText(fits: readonly ConnectionRow[], option: { value: string; label: string }): string {
  const row = fits.find(({ connectionId }) => connectionId === option.value);
  return [option.label, row?.kind, row?.environments.production.summary, row?.environments.test.summary].join(' ').toLowerCase();
}

function Option({ row, label, now }: { row: ConnectionRow | undefined; label: string; now: number }) {
  const environment = useConnections((state) => state.environment);
  if (!row) return <span className={css.option}>{label}</span>;
  const spec = connectionCatalog.get(row.kind);
  const state = inUse(row, environment);
  const face = faceOf(state, now);
  return (
    <span className={css.option}>
      <KindIcon icon={spec?.icon ?? 'question-mark'} size={16} />
      <span className={css.optionWords}>
        <span>{row.name}</span>
        <small>{[told(spec?.title ?? row.kind), told(state.summary)].filter(Boolean).join(' · ')}</small>
      </span>
      <StateGlyph state={face.glyph} size={14} title={face.words} />
    </span>
  );
}
