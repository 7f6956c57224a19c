import makeStyles from '@material-ui/core/styles/makeStyles';
import {
  reasonOf,
  type HandoverRefusal,
  type JobHandover,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import type { SettlePoint } from './settlePoints';
import { useWords } from './words';

const useStyles = makeStyles({
  ticks: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 12px',
    margin: '2px 0',
    padding: 0,
    listStyle: 'none',
  },
});

/** So many ticks are listed; a pause seldom costs more. */
const LISTED = 12;

/** What others wrote or measured, beside the sentence in the reader's language. */
const SAYS_MORE = [
  'unreadable-schedule',
  'rate-has-no-phase',
  'unknown-job-in-order',
  'no-target',
];

const Ticks = ({ items }: { items: ReactNode[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <ul className={styles.ticks}>
      {items.slice(0, LISTED).map((item, index) => (
        // A list that is never reordered.
        // eslint-disable-next-line react/no-array-index-key
        <li key={index}>{item}</li>
      ))}
      {items.length > LISTED && (
        <li>{t('handover.settle.more', { count: items.length - LISTED })}</li>
      )}
    </ul>
  );
};

const Procedure = ({ move }: { move: JobHandover }) => {
  const { t } = useTexts();
  const { language } = useWords();
  return (
    <>
      <p>{reasonOf(move.cause, move.because ?? move.name, language)}</p>
      {move.heldTicks.length > 0 && (
        <>
          <p>{t('handover.settle.held', { count: move.heldTicks.length })}</p>
          <Ticks
            items={move.heldTicks.map(at => (
              <Time at={at} />
            ))}
          />
        </>
      )}
    </>
  );
};

const Differences = ({ move }: { move: JobHandover }) => {
  const { t } = useTexts();
  return (
    <>
      <p>
        {t('handover.settle.differences', { count: move.differences.length })}
      </p>
      <Ticks
        items={move.differences.map(({ at, side }) => (
          <>
            <Time at={at} /> · {t(`handover.settle.sides.${side}`)}
          </>
        ))}
      />
    </>
  );
};

/** `no-gap` where no other instant suits it either. */
export function codeOf({ code, nearest }: HandoverRefusal) {
  return code === 'no-gap-then' && !nearest?.before && !nearest?.after
    ? 'no-gap'
    : code;
}

/** Why a job stays, what its procedure costs, or what to watch out for. */
export const SettleReason = ({ point }: { point: SettlePoint }) => {
  const { t } = useTexts();
  const { language } = useWords();
  switch (point.kind) {
    case 'refusal':
      return (
        <>
          <p>{t(`handover.settle.reasons.${codeOf(point.refusal)}`)}</p>
          {point.cause && codeOf(point.refusal) === 'no-gap' && (
            <p>{reasonOf(point.cause, point.name, language)}</p>
          )}
          {SAYS_MORE.includes(point.refusal.code) && (
            <p>
              <ServerWords text={point.refusal.reason} />
            </p>
          )}
        </>
      );
    case 'procedure':
      return <Procedure move={point.move} />;
    case 'differences':
      return <Differences move={point.move} />;
    default:
      return (
        <p>
          <ServerWords text={point.warning.message} />
        </p>
      );
  }
};
