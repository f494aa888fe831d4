import type { ReactNode } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { TextWithPaths } from '../../ui/PathText.tsx';
import { WouldDoView } from '../../ui/record-drawer/WouldDoView.tsx';
import { formatBytes, formatMoment } from '../../ui/words.ts';
import { KeptForReplay } from './KeptForReplay.tsx';
import { ReplayRecord } from './ReplayRecord.tsx';
import css from './run-page.module.css';

const READ_BACK = {
  whole: text('read back whole'),
  ends: text('beginning and end read back'),
  size: text('size read back'),
} as const;

/** What was read, exactly, and what the targets confirmed to hold. */
export function Delivery({ detail }: { detail: RunDetail }) {
  const zone = useWorkspace(zoneOf);
  const now = Date.now();
  const nameOf = (nodeId: string) => detail.flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  const sentTo = (nodeId: string) => detail.steps.find((step) => step.nodeId === nodeId)?.counts.out;
  return (
    <div className={css.delivery}>
      <ReplayRecord detail={detail} />
      <Part title={t('Written')} empty={detail.receipts.length === 0 ? t('Nothing was written.') : null}>
        {detail.receipts.map((receipt) => {
          const sent = sentTo(receipt.nodeId);
          const same = (sent === undefined || sent === receipt.delivered) && (receipt.confirmed ?? receipt.delivered) === receipt.delivered;
          return (
            <li key={`${receipt.nodeId}${receipt.target}`} className={css.receipt} data-bad={same ? undefined : true}>
              <b>{nameOf(receipt.nodeId)}</b>
              <code>
                <TextWithPaths text={receipt.target} />
              </code>
              <span className={css.confirmed}>
                {t('sent {{sent}} {{sign}} confirmed {{confirmed}}', {
                  sent: sent ?? receipt.delivered,
                  sign: same ? '=' : '≠',
                  confirmed: receipt.confirmed ?? receipt.delivered,
                })}
              </span>
              <span className={css.quiet}>
                {[
                  receipt.inserted !== undefined && t('{{number}} new', { number: receipt.inserted }),
                  receipt.updated !== undefined && t('{{number}} changed', { number: receipt.updated }),
                  receipt.unchanged !== undefined && t('{{number}} unchanged', { number: receipt.unchanged }),
                  receipt.deleted !== undefined && receipt.deleted > 0 && t('{{number}} deleted', { number: receipt.deleted }),
                  receipt.holds !== undefined && t('holds {{number}} now', { number: receipt.holds }),
                  receipt.bytes !== undefined && formatBytes(receipt.bytes),
                  receipt.readBack !== undefined && told(READ_BACK[receipt.readBack]),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {receipt.hash && <Hash hash={receipt.hash} />}
            </li>
          );
        })}
      </Part>
      <Part title={t('Read')} empty={detail.readings.length === 0 ? t('Nothing was read from files or systems.') : null}>
        {detail.readings.map((reading) => (
          <li key={`${reading.nodeId}${reading.name}`} className={css.receipt} data-read data-left-out={reading.skipped !== undefined || undefined}>
            <b>{nameOf(reading.nodeId)}</b>
            <code>
              <TextWithPaths text={reading.name} />
            </code>
            <span className={css.quiet}>
              {[
                reading.skipped !== undefined && t('left out: {{why}}', { why: reading.skipped }),
                reading.bytes !== undefined && formatBytes(reading.bytes),
                reading.modifiedAt !== undefined && t('last changed {{when}}', { when: formatMoment(reading.modifiedAt, zone, now) }),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
            {reading.hash && <Hash hash={reading.hash} />}
          </li>
        ))}
      </Part>
      <KeptForReplay detail={detail} />
      {detail.wouldDo.map((one) => (
        <Part key={one.nodeId} title={t('What {{step}} would do', { step: nameOf(one.nodeId) })} empty={null}>
          <li>
            <WouldDoView wouldDo={one} />
          </li>
        </Part>
      ))}
    </div>
  );
}

function Part({ title, empty, children }: { title: string; empty: string | null; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {empty ? <p className={css.quiet}>{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

function Hash({ hash }: { hash: string }) {
  return (
    <span className={css.hash} title={hash}>
      {hash.length > 24 ? `${hash.slice(0, 24)}…` : hash}
    </span>
  );
}
