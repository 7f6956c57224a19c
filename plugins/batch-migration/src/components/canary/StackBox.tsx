import WarningIcon from '@material-ui/icons/Warning';
import type { Side, StackView } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useRoutingStyles } from './routingStyles';
import { useCanaryWords } from './useCanaryWords';

/** One of the two stacks: what it gets, and how it is. */
export const StackBox = ({
  side,
  name,
  stack,
  note,
}: {
  side: Side;
  name: string;
  stack: StackView;
  note?: ReactNode;
}) => {
  const { t } = useTexts();
  const styles = useRoutingStyles();
  const tokens = useTokens();
  const { number, percent } = useCanaryWords();
  const { setPercent, seenPercent, requestsPerSecond, targets, alarms } = stack;
  const unknown = t('canary.routing.unknown');
  const facts: Array<[string, string]> = [
    [
      t('canary.routing.set'),
      setPercent === null ? unknown : percent(setPercent),
    ],
    [
      t('canary.routing.seen'),
      seenPercent === null ? unknown : percent(seenPercent),
    ],
    [
      t('canary.routing.requests'),
      requestsPerSecond === null
        ? unknown
        : number(requestsPerSecond, requestsPerSecond < 100 ? 1 : 0),
    ],
    [
      t('canary.routing.healthy'),
      targets
        ? t('canary.routing.healthyOf', {
            healthy: number(targets.healthy),
            registered: number(targets.registered),
          })
        : unknown,
    ],
  ];
  return (
    <div className={`${styles.stack} ${styles[side]}`}>
      <h3 className={styles.stackName}>
        <span
          className={styles.disc}
          style={{ background: tokens[side] }}
          aria-hidden
        />
        {t(`canary.routing.${side}`, { name })}
      </h3>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {alarms && alarms.length > 0 && (
        <p className={`${styles.note} ${styles.warning}`}>
          <WarningIcon fontSize="inherit" aria-hidden />
          {t('canary.routing.alarms', { names: alarms.join(', ') })}
        </p>
      )}
      {note && <p className={styles.note}>{note}</p>}
    </div>
  );
};
