import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { t, told } from '../../i18n/i18n.ts';
import css from './run-page.module.css';

type Check = NonNullable<RunDetail['checks']>[number];

/** What had to hold for all records together, and what was found. */
export function CheckList({ detail, checks }: { detail: RunDetail; checks: readonly Check[] }) {
  const nameOf = (nodeId: string) => detail.flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return (
    <table className={css.checks} aria-label={t('Checks')}>
      <thead>
        <tr>
          <th scope="col">{t('Step')}</th>
          <th scope="col">{t('What must hold')}</th>
          <th scope="col">{t('Found')}</th>
          <th scope="col">{t('Result')}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of a finished step never changes
          <tr key={`${check.nodeId} ${at}`} data-state={stateOf(check)}>
            <td>{nameOf(check.nodeId)}</td>
            <td>{told(check.wanted)}</td>
            <td className={css.found}>{told(check.found)}</td>
            <td>
              <Result check={check} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const stateOf = ({ held, outcome }: Check) => (held === null ? 'not-tried' : held ? 'held' : outcome === 'warn' ? 'warned' : 'stopped');

function Result({ check }: { check: Check }) {
  const props = { size: 15, 'aria-hidden': true } as const;
  switch (stateOf(check)) {
    case 'held':
      return (
        <span className={css.result}>
          <IconCircleCheck {...props} /> {t('Holds')}
        </span>
      );
    case 'warned':
      return (
        <span className={css.result}>
          <IconAlertTriangle {...props} /> {t('Does not hold')} · {t('Warned')}
        </span>
      );
    case 'stopped':
      return (
        <span className={css.result}>
          <IconCircleX {...props} /> {t('Does not hold')} · {t('The run was stopped')}
        </span>
      );
    default:
      return (
        <span className={css.result} title={t('Only a part of the records was there.')}>
          <IconMinus {...props} /> {t('Not tried')}
        </span>
      );
  }
}
