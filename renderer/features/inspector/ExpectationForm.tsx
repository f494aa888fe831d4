import { useId, useState } from 'react';
import type { ArrivalBand } from '../../../core/api/arrival-models.ts';
import type { Expectation } from '../../../core/flow/expectation.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { FieldFrame } from '../../forms/FieldFrame.tsx';
import formCss from '../../forms/form.module.css';
import { locale, t } from '../../i18n/i18n.ts';
import { inUse, useConnections } from '../../state/connections.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';

/** A change of some settings; what becomes undefined is taken away. */
export type ExpectationChange = { [K in keyof Expectation]?: Expectation[K] | undefined };

interface ExpectationFormProps {
  flowId: string;
  value: Expectation;
  onChange(change: ExpectationChange): void;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

/** The settings of one expected file. */
export function ExpectationForm({ flowId, value, onChange }: ExpectationFormProps) {
  const id = useId();
  const connections = useConnections((state) => state.rows);
  const places = (connections ?? []).filter(({ family }) => family === 'files');
  const frame = (name: string, problem?: string) => ({
    labelId: `${id}-${name}-label`,
    helpId: `${id}-${name}-help`,
    problems: problem === undefined ? [] : [{ severity: 'error' as const, code: 'wrong-setting', message: problem }],
    problemsId: `${id}-${name}-problems`,
    htmlFor: `${id}-${name}`,
  });
  const input = (name: 'name' | 'path' | 'due', more: { placeholder?: string; type?: string } = {}) => (
    <input
      id={`${id}-${name}`}
      className={formCss.input}
      value={value[name]}
      {...more}
      onChange={({ target }) => (name !== 'due' || /^\d\d:\d\d$/.test(target.value)) && onChange({ [name]: target.value })}
    />
  );
  const weekday = (day: number) => new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY_MS);
  return (
    <div className={css.expectForm}>
      <FieldFrame label={t('Called')} {...frame('name')}>
        {input('name', { placeholder: t('Employees of the night') })}
      </FieldFrame>
      {places.length > 0 && (
        <FieldFrame label={t('Where')} {...frame('connection')}>
          <select id={`${id}-connection`} className={formCss.select} value={value.connection} onChange={({ target }) => onChange({ connection: target.value })}>
            <option value="">{t('A folder of this machine')}</option>
            {places.map((row) => (
              <option key={row.connectionId} value={row.connectionId}>
                {row.name}
                {inUse(row, 'production') ? '' : ` (${t('not set up')})`}
              </option>
            ))}
          </select>
        </FieldFrame>
      )}
      <FieldFrame
        label={t('File')}
        help={t('With placeholders and * as in a file source: employees_{{date}}.csv', { date: '{date:yyyyMMdd}' })}
        {...frame('path', value.path.trim() === '' ? t('Say which file is expected.') : undefined)}
      >
        {input('path')}
      </FieldFrame>
      <div className={css.pair}>
        <FieldFrame label={t('Due by')} {...frame('due')}>
          {input('due', { type: 'time' })}
        </FieldFrame>
        <FieldFrame label={t('Day in the name')} {...frame('nameDay')}>
          <select id={`${id}-nameDay`} className={formCss.select} value={value.nameDay} onChange={({ target }) => onChange({ nameDay: Number(target.value) })}>
            <option value={0}>{t('the same day')}</option>
            <option value={-1}>{t('the day before')}</option>
            <option value={1}>{t('the day after')}</option>
            {![0, -1, 1].includes(value.nameDay) && <option value={value.nameDay}>{value.nameDay}</option>}
          </select>
        </FieldFrame>
      </div>
      <fieldset className={css.weekdays}>
        <legend>{t('Expected on')}</legend>
        {DAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={value.weekdays.includes(day)}
              onChange={({ target }) => onChange({ weekdays: DAYS.filter((one) => (one === day ? target.checked : value.weekdays.includes(one))) })}
            />
            <span>{weekday(day)}</span>
          </label>
        ))}
      </fieldset>
      <label className={css.tick}>
        <input type="checkbox" checked={value.withWorkspace} onChange={({ target }) => onChange({ withWorkspace: target.checked })} />
        {t('Not on the days off of the workspace')}
      </label>
      <div className={css.policy}>
        <PolicyNumber
          label={t('Late after')}
          unit={t('minutes')}
          value={value.graceMinutes}
          min={0}
          max={1440}
          onChange={(one) => onChange({ graceMinutes: one ?? 0 })}
        />
        <PolicyNumber label={t('At least')} unit={t('records')} value={value.leastRows} min={0} max={1e12} onChange={(leastRows) => onChange({ leastRows })} />
        <PolicyNumber label={t('At most')} unit={t('records')} value={value.mostRows} min={0} max={1e12} onChange={(mostRows) => onChange({ mostRows })} />
        <PolicyNumber label={t('At least')} unit={t('bytes')} value={value.leastBytes} min={0} max={1e15} onChange={(leastBytes) => onChange({ leastBytes })} />
        <PolicyNumber label={t('At most')} unit={t('bytes')} value={value.mostBytes} min={0} max={1e15} onChange={(mostBytes) => onChange({ mostBytes })} />
      </div>
      <Proposal flowId={flowId} expectationId={value.id} onTake={({ files: _files, ...band }) => onChange(band)} />
      <label className={css.tick}>
        <input type="checkbox" checked={value.mayBeEmpty} onChange={({ target }) => onChange({ mayBeEmpty: target.checked })} />
        {t('It may be empty')}
      </label>
    </div>
  );
}

/** What is usual by what came, to be taken over. */
function Proposal({ flowId, expectationId, onTake }: { flowId: string; expectationId: string; onTake(band: ArrivalBand): void }) {
  const [said, setSaid] = useState('');
  const propose = async () => {
    try {
      const band = await api.arrivals.band({ flowId, expectationId });
      if (band.leastBytes === undefined && band.leastRows === undefined)
        return setSaid(t('Only {{count}} file has come so far; five are needed to say what is usual.', { count: band.files }));
      onTake(band);
      setSaid(t('Set by {{count}} file that came.', { count: band.files }));
    } catch (error) {
      setSaid(toReport(error).message);
    }
  };
  return (
    <p className={formCss.help}>
      <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => void propose()}>
        {t('Propose by what came')}
      </button>{' '}
      <span aria-live="polite">{said}</span>
    </p>
  );
}
