import type { ConnectionUser } from '../../../core/api/connection-models.ts';
import { toReport } from '../../api/report.ts';
import { openStep } from '../../editing/open-step.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { sayFailed } from '../../ui/say.ts';
import css from './connections.module.css';

/** What uses a connection: steps and expected files of flows, channels of alerts; each leads there. */
export function UsersSection({ users }: { users: readonly ConnectionUser[] }) {
  const flows = Map.groupBy(
    users.filter(({ what }) => what !== 'alert-channel'),
    ({ flowId }) => flowId,
  );
  const channels = users.filter(({ what }) => what === 'alert-channel');
  return (
    <section className={css.card} aria-label={t('Used by')}>
      <div className={css.cardHead}>
        <h2>{t('Used by')}</h2>
        <span className={css.quiet}>{users.length === 0 ? t('nothing yet') : t('in {{count}} places', { count: users.length })}</span>
      </div>
      {users.length === 0 && <p className={css.words}>{t('Steps that need a system like this offer it in their settings.')}</p>}
      <ul className={css.users}>
        {[...flows].map(([flowId, steps]) => (
          <li key={flowId}>
            <span>
              <a href={formatRoute({ page: 'flow', flowId })}>{steps[0]?.flowName}</a>
              {steps.some(({ live }) => live) && <span className={css.live}>{t('live')}</span>}
            </span>
            <ul>
              {steps.map(({ what, nodeId, nodeName, setting, newest }) => (
                <li key={`${nodeId} ${setting}`}>
                  {what === 'expectation' ? (
                    <a href={formatRoute({ page: 'flow', flowId })}>{t('the expected file {{name}}', { name: nodeName })}</a>
                  ) : newest ? (
                    <button
                      type="button"
                      onClick={() =>
                        void openStep(flowId, nodeId, setting).catch((error: unknown) => sayFailed(t('The flow could not be opened'), toReport(error)))
                      }
                    >
                      {nodeName}
                    </button>
                  ) : (
                    t('{{step}}, in the live version only', { step: nodeName })
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
        {channels.map(({ nodeId, nodeName }) => (
          <li key={nodeId}>
            <a href={formatRoute({ page: 'alerts' })}>{t('Alerts by {{channel}}', { channel: nodeName })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
