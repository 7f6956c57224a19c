import type { CanaryView } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useGuardrailStyles } from './guardrailStyles';
import { useCanaryWords } from './useCanaryWords';

/** Whether everything holds, and what follows: when the next weight may start, or what to undo. */
export const Headline = ({ canary }: { canary: CanaryView }) => {
  const { t } = useTexts();
  const styles = useGuardrailStyles();
  const { number, percent } = useCanaryWords();
  const { now } = useEstate();
  const { guardrails, track } = canary;
  const { bake, next, nextFrom } = track;
  if (guardrails.length === 0) {
    return <p className={styles.headline}>{t('canary.guardrails.none')}</p>;
  }
  if (!bake) {
    return <p className={styles.headline}>{t('canary.guardrails.noBake')}</p>;
  }
  const failing = guardrails.filter(({ verdict }) => verdict === 'fails');
  if (failing.length > 0) {
    return (
      <p className={`${styles.headline} ${styles.fails}`}>
        <strong>
          {t('canary.guardrails.fails', {
            count: failing.length,
            names: failing.map(({ title }) => title).join(', '),
          })}
        </strong>{' '}
        {t('canary.guardrails.undo', { number: String(bake.number) })}
      </p>
    );
  }
  const holding = guardrails.filter(({ verdict }) => verdict === 'holds');
  if (holding.length < guardrails.length) {
    return (
      <p className={`${styles.headline} ${styles.unsure}`}>
        <strong>
          {t('canary.guardrails.unknown', {
            holding: number(holding.length),
            amount: number(guardrails.length),
          })}
        </strong>{' '}
        {t('canary.guardrails.notUntil')}
      </p>
    );
  }
  const isOver = !nextFrom || (now && Date.parse(nextFrom) <= now.getTime());
  const share = next && percent(next.percent);
  return (
    <p className={styles.headline}>
      <strong>
        {t('canary.guardrails.allHold', { amount: number(guardrails.length) })}
      </strong>{' '}
      {!share && t('canary.guardrails.last')}
      {share &&
        isOver &&
        t('canary.guardrails.mayStartNow', { percent: share })}
      {share &&
        !isOver &&
        t('canary.guardrails.mayStart', {
          percent: share,
          at: <Time at={nextFrom!} />,
        })}
    </p>
  );
};
