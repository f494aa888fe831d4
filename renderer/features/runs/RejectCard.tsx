import type { RejectRow } from '../../../core/api/run-models.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import type { Flow } from '../../../core/flow/flow.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { plainText } from '../../ui/values.ts';
import { formatCount } from '../../ui/words.ts';
import css from './run-page.module.css';

interface RejectCardProps {
  reject: RejectRow;
  flow: Flow;
  current: boolean;
  onSelect(nodeId: string): void;
  onFollow(origin: RecordOrigin): void;
}

const RESOLVED = {
  delivered: text('delivered by a later replay'),
  filtered: text('left out by a rule in a later replay'),
  duplicate: text('dropped as a duplicate in a later replay'),
};

/** One rejected record: why, where it came from, and what it was. */
export function RejectCard({ reject, flow, current, onSelect, onFollow }: RejectCardProps) {
  const { nodeId, message, hint, field, value, file, row, raw, record, resolvedBy, resolvedAs } = reject;
  const step = flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  const fields = Object.entries(record ?? {});
  return (
    <article className={css.reject} data-current={current || undefined} data-resolved={resolvedBy ? true : undefined}>
      <p>
        <b>{told(message)}</b> {told(hint ?? '')}
      </p>
      <p className={css.rejectWhere}>
        <button type="button" className={css.link} onClick={() => onSelect(nodeId)}>
          {step}
        </button>
        {file && <span title={file}>{file.replace(/^.*[\\/]/, '')}</span>}
        {row !== undefined && <span>{t('row {{row}}', { row })}</span>}
        {field && (
          <span>
            {field}
            {value !== undefined && (
              <>
                {' = '}
                <code>{value === '' ? t('empty') : value}</code>
              </>
            )}
          </span>
        )}
        {resolvedBy && (
          <a className={css.resolved} href={formatRoute({ page: 'run', runId: resolvedBy })}>
            {told(RESOLVED[resolvedAs ?? 'delivered'])}
          </a>
        )}
      </p>
      {reject.origin && (
        <button type="button" className={css.link} onClick={() => reject.origin && onFollow(reject.origin)}>
          {t('Follow this record')}
        </button>
      )}
      <Members reject={reject} flow={flow} onFollow={onFollow} />
      {(fields.length > 0 || raw !== undefined) && (
        <details>
          <summary>{raw === undefined ? t('The record') : t('The text as it was read')}</summary>
          {raw === undefined ? (
            <dl>
              {fields.map(([name, held]) => (
                <div key={name} data-culprit={name === field || undefined}>
                  <dt>{name}</dt>
                  <dd>{plainText(held) || <i>{t('empty')}</i>}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <pre>{raw}</pre>
          )}
        </details>
      )}
    </article>
  );
}

/** As many of the records that went into a rejected one are named. */
const MOST_NAMED = 12;

/** Of which source records a rejected one was made, where it was made of several; each can be followed. */
function Members({ reject: { origin, members }, flow, onFollow }: Pick<RejectCardProps, 'reject' | 'flow' | 'onFollow'>) {
  if (!origin || !members) return null;
  const all = [origin, ...members.first];
  const named = all.slice(0, MOST_NAMED);
  const bySource = Map.groupBy(named, ({ source }) => source);
  const left = members.count + 1 - named.length;
  return (
    <p className={css.members}>
      {t('Made of {{count}} source records:', { count: members.count + 1 })}{' '}
      {[...bySource].map(([source, origins]) => (
        <span key={source}>
          {flow.nodes.find((node) => node.id === source)?.name ?? source}{' '}
          {origins.map((one) => (
            <button
              key={one.ordinal}
              type="button"
              className={css.link}
              aria-label={t('Follow record {{number}}', { number: one.ordinal + 1 })}
              title={t('Follow this record through the run')}
              onClick={() => onFollow(one)}
            >
              {formatCount(one.ordinal + 1)}
            </button>
          ))}
        </span>
      ))}
      {left > 0 && <span>{t('and {{left}} more', { left })}</span>}
    </p>
  );
}
