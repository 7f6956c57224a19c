import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import { Answer } from '../why/Answer';
import type { DerivedWord } from '../why/derivedWords';
import { Why } from '../why/Why';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    words: {
      listStyle: 'none',
      margin: theme.spacing(1.5, 0, 0),
      padding: theme.spacing(0.5, 0, 0),
      borderTop: `1px solid ${tokens.rule}`,
      display: 'grid',
      gap: theme.spacing(0, 3),
      gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
      fontSize: 13,
      color: tokens.text2,
      // What is open needs the whole width.
      '& > li:has([aria-expanded=true])': { gridColumn: '1 / -1' },
    },
    word: { color: tokens.text1, fontWeight: 600 },
  };
});

interface WordProps {
  workload: WorkloadDetail;
  word: DerivedWord;
  name: string;
  value?: string;
  /** What the question is called; name and value where it is not given. */
  asked?: string;
}

const Word = ({ workload, word, name, value, asked }: WordProps) => {
  const styles = useStyles();
  const label = value ? (
    <>
      {name}: <span className={styles.word}>{value}</span>
    </>
  ) : (
    <span className={styles.word}>{name}</span>
  );
  return (
    <li>
      <Why
        word={asked ?? (value ? `${name}: ${value}` : name)}
        name={word}
        label={label}
      >
        <Answer workload={workload} word={word} />
      </Why>
    </li>
  );
};

/** The derived words of one workload, each with what it rests on. */
export const Words = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const textOf = useInstantText();
  const { placement, stage, stale, soak, dormant, nextRunAt } =
    workload.assessment;
  let soaked = '';
  if (soak) {
    soaked = soak.passedAt
      ? t('why.soakPassed')
      : t('why.soakCount', {
          good: numberText(soak.good),
          needed: numberText(soak.needed),
        });
  }
  let nextRun = '';
  if (workload.kind === 'scheduled') {
    nextRun = nextRunAt ? textOf(nextRunAt) : t('why.noNextRun');
  }

  return (
    <ul className={styles.words} aria-label={t('why.words')}>
      <Word
        {...{ workload, word: 'placement', name: t('why.placement') }}
        value={t(`placements.${placement}`)}
      />
      <Word
        {...{ workload, word: 'stage', name: t('why.stage') }}
        value={t(`stages.${stage}`)}
      />
      {stale && (
        <Word {...{ workload, word: 'silence', name: t('why.stale') }} />
      )}
      {dormant && (
        <Word {...{ workload, word: 'dormant', name: t('why.dormant') }} />
      )}
      {soak && (
        <Word
          {...{ workload, word: 'soak', name: t('why.soak') }}
          value={soaked}
          asked={t('why.soak')}
        />
      )}
      {nextRun && (
        <Word
          {...{ workload, word: 'next-run', name: t('why.nextRun') }}
          value={nextRun}
        />
      )}
    </ul>
  );
};
