import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Summary,
  WavesResponse,
  WaveView,
} from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { wavesRouteRef } from '../../routes';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useForecastWords } from '../forecast/useForecastWords';
import { FilterLink } from '../links';
import { Denied } from '../states/Denied';
import { Loaded } from '../states/Loaded';
import { isDenied, LoadError } from '../states/LoadError';
import { Section } from '../states/Section';
import { isRed } from '../waves/useWaveWords';
import { WaveAnswer } from '../waves/WaveAnswer';
import { WhyPopover } from '../why/WhyPopover';

/** Key of the workloads that are in no wave, in counts and filters. */
export const NO_WAVE = 'none';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) 56px 44px 52px',
      gap: '0 8px',
      alignItems: 'center',
      minHeight: 24,
      padding: '2px 0',
      color: tokens.text1,
      // The figures say what the bar shows; the name needs its place.
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr) 44px 52px',
      },
    },
    name: { overflowWrap: 'anywhere' },
    bar: { [theme.breakpoints.down('sm')]: { display: 'none' } },
    track: {
      display: 'block',
      height: 8,
      borderRadius: 2,
      overflow: 'hidden',
      background: tokens.faint,
    },
    done: { display: 'block', height: 8, background: tokens.stages.retired },
    figure: { textAlign: 'right', whiteSpace: 'nowrap' },
    day: { textAlign: 'right', whiteSpace: 'nowrap', color: tokens.text2 },
    red: { color: tokens.dangerText, fontWeight: 600 },
  };
});

interface Row {
  name: string;
  count: number;
  /** What is known of it beside its count. */
  wave: WaveView | undefined;
  /** More may come to be known. */
  loading: boolean;
}

/** That there is none is said only where it is known. */
const NoDeadline = ({ wave, loading }: Pick<Row, 'wave' | 'loading'>) => {
  const { t } = useTexts();
  if (wave) return <>–</>;
  const why = t(loading ? 'byWave.loading' : 'byWave.unknown');
  return (
    <span role="img" aria-label={why} title={why}>
      {loading ? '…' : '?'}
    </span>
  );
};

/** Its title leads to the wave; its deadline is red where it is late or near. */
const WaveRow = ({ name, count, wave, loading }: Row) => {
  const { t } = useTexts();
  const styles = useStyles();
  const path = useRouteRef(wavesRouteRef)();
  const numberText = useNumberText();
  const { shortDay } = useForecastWords();
  const title = wave?.title ?? name;
  const done = wave && wave.workloads - wave.left;
  return (
    <li className={styles.row}>
      <Link
        className={styles.name}
        to={`${path}?wave=${encodeURIComponent(name)}`}
      >
        {title}
      </Link>
      <span className={styles.bar} aria-hidden>
        {done !== undefined && (
          <span className={styles.track}>
            <span
              className={styles.done}
              style={{ width: `${(100 * done) / Math.max(1, count)}%` }}
            />
          </span>
        )}
      </span>
      <span className={styles.figure}>
        <FilterLink
          filters={{ wave: [name] }}
          aria-label={
            done === undefined
              ? `${title}: ${numberText(count)}`
              : t('byWave.doneOf', {
                  wave: title,
                  done: numberText(done),
                  scope: numberText(count),
                })
          }
        >
          {done === undefined
            ? numberText(count)
            : `${numberText(done)}/${numberText(count)}`}
        </FilterLink>
      </span>
      <span
        className={`${styles.day} ${wave && isRed(wave) ? styles.red : ''}`}
      >
        {wave?.deadline ? (
          <WhyPopover
            word={`${shortDay(wave.deadline)} ${t(
              `waves.verdicts.${wave.verdict}`,
            )}`}
            of={title}
            answer={() => <WaveAnswer wave={wave} />}
          >
            <time dateTime={wave.deadline}>{shortDay(wave.deadline)}</time>
          </WhyPopover>
        ) : (
          <NoDeadline {...{ wave, loading }} />
        )}
      </span>
    </li>
  );
};

/** Why no row has a deadline: the counts are right without. */
const WavesProblem = ({
  error,
  onRetry,
}: {
  error: Error;
  onRetry: () => void;
}) => {
  const { t } = useTexts();
  const what = t('byWave.deadlines');
  return isDenied(error) ? (
    <Denied {...{ what, error }} uncounted />
  ) : (
    <LoadError {...{ what, error, onRetry }} />
  );
};

export const ByWave = ({
  summary,
  waves: described,
}: {
  summary: Load<Summary>;
  /** All of them. */
  waves: Load<WavesResponse>;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const waves = summary.value?.byWave.filter(({ key }) => key !== NO_WAVE);
  const inNone = summary.value?.byWave.find(({ key }) => key === NO_WAVE);
  return (
    <Section
      title={t('byWave.title')}
      hint={
        <>
          {t('byWave.hint')}
          {inNone && (
            <>
              {' · '}
              <FilterLink filters={{ wave: [NO_WAVE] }} underline="always">
                {t('byWave.none', { count: inNone.count })}
              </FilterLink>
            </>
          )}
        </>
      }
    >
      <Loaded
        load={summary}
        what={t('states.what.summary')}
        boxes={[16, 16, 16]}
      >
        {() =>
          waves?.length ? (
            <>
              <ul className={styles.list}>
                {[...waves]
                  .sort((a, b) =>
                    a.key.localeCompare(b.key, undefined, { numeric: true }),
                  )
                  .map(({ key, count }) => (
                    <WaveRow
                      key={key}
                      name={key}
                      count={count}
                      wave={described.value?.items.find(
                        ({ name }) => name === key,
                      )}
                      loading={described.loading}
                    />
                  ))}
              </ul>
              {described.error && (
                <WavesProblem
                  error={described.error}
                  onRetry={described.reload}
                />
              )}
            </>
          ) : (
            t('byWave.empty')
          )
        }
      </Loaded>
    </Section>
  );
};
