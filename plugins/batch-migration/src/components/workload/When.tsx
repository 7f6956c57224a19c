import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  TranslationView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { cronFields } from './cronFields';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const label = {
    borderRadius: 10,
    padding: '1px 8px',
    fontSize: 12,
    fontWeight: 600,
    marginRight: 8,
  };
  return {
    words: { fontSize: 18, fontWeight: 500, color: tokens.text1 },
    cron: {
      ...label,
      background: tokens.legacySurface,
      color: tokens.legacyText,
    },
    eventBridge: {
      ...label,
      background: tokens.targetSurface,
      color: tokens.target,
    },
    fields: { display: 'flex', flexWrap: 'wrap', gap: 6, margin: '8px 0' },
    field: {
      background: tokens.faint,
      borderRadius: 3,
      padding: '2px 10px',
      textAlign: 'center',
      fontSize: 12,
      color: tokens.text2,
    },
    changed: { background: tokens.targetSurface },
    columns: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 3fr) minmax(180px, 2fr)',
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
    runs: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
  };
});

const Fields = ({
  legacy,
  target,
}: {
  legacy: string;
  target: TranslationView['schedules'];
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  // One line against several schedules has no field by field.
  const fields =
    target.length === 1 ? cronFields(legacy, target[0].expression) : undefined;
  if (!fields) return null;
  return (
    <div className={styles.fields}>
      {fields.map(({ name, from, to }) => (
        <div
          key={name}
          className={`${styles.field} ${from === to ? '' : styles.changed}`}
        >
          {t(`when.fields.${name}`)}
          <div>
            <code>
              {from} → {to}
            </code>
          </div>
        </div>
      ))}
    </div>
  );
};

/** Whether both fire at the same instants was computed, and says over which time. */
const Verdict = ({ translation }: { translation: TranslationView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { status, differences, reason, deduplicate } = translation;
  return (
    <Box component="ul" m={0} pl={2} fontSize={13}>
      {status === 'exact' && (
        <li style={{ color: tokens.good }}>{t('when.same')}</li>
      )}
      {status === 'differs' && (
        <li style={{ color: tokens.dangerText }}>
          {t('when.differs', { count: differences.length })}
          {differences.slice(0, 3).map(({ at, side, cause }) => (
            <div key={`${at} ${side}`}>
              <Time at={at} /> · {t(`sides.${side}`)} · {cause}
            </div>
          ))}
        </li>
      )}
      {status === 'unsupported' && (
        <li style={{ color: tokens.dangerText }}>
          {t('when.unsupported')} {reason}
        </li>
      )}
      {deduplicate && <li>{t('when.deduplicate')}</li>}
      {status !== 'unsupported' && <li>{t('when.atLeastOnce')}</li>}
    </Box>
  );
};

/** What stands at the linked target, which may differ from the translation. */
const OnTarget = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const schedules = workload.locations
    .filter(({ side }) => side === 'target')
    .flatMap(({ detail }) => detail.schedules ?? []);
  const differs = workload.assessment.dangers.some(
    ({ type }) => type === 'not-equivalent',
  );
  return (
    <>
      {schedules.map(({ expression, timezone }) => (
        <Box mt={1} key={`${expression} ${timezone}`}>
          <span className={styles.eventBridge}>{t('when.onTarget')}</span>
          <code>{expression}</code> {timezone}
        </Box>
      ))}
      {differs && (
        <Box mt={1} fontSize={13} color={tokens.dangerText}>
          {t('when.targetDiffers')}
        </Box>
      )}
    </>
  );
};

/** Words first, then cron and EventBridge side by side, then the next instants. */
export const When = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { locale } = useEstate();
  const { schedule, scheduleText, translation, nextRuns } = workload;
  if (!schedule) {
    return (
      <Section title={t('when.title')}>
        <p>
          {workload.kind === 'scheduled'
            ? t('when.noSchedule')
            : t(`runsHow.${workload.kind}`)}
        </p>
        <code style={{ overflowWrap: 'anywhere' }}>{workload.command}</code>
      </Section>
    );
  }
  const words = scheduleText?.[locale.startsWith('ja') ? 'ja' : 'en'];
  return (
    <Section title={t('when.title')}>
      <div className={styles.columns}>
        <div>
          <div>
            <span className={styles.words}>{words ?? schedule.expression}</span>{' '}
            {schedule.timezone}
          </div>
          <Box mt={1}>
            <span className={styles.cron}>{t('when.cron')}</span>
            <code>{schedule.expression}</code>
          </Box>
          {translation?.schedules.map(({ expression, timezone }) => (
            <Box mt={1} key={expression}>
              <span className={styles.eventBridge}>{t('when.translated')}</span>
              <code>{expression}</code> {timezone}
            </Box>
          ))}
          <OnTarget workload={workload} />
          {translation && (
            <>
              <Fields
                legacy={schedule.expression}
                target={translation.schedules}
              />
              <Verdict translation={translation} />
            </>
          )}
          <Box mt={1} fontSize={12}>
            <code style={{ overflowWrap: 'anywhere' }}>{workload.command}</code>
          </Box>
        </div>
        <div>
          <b>{t('when.nextRuns')}</b>
          {nextRuns.length === 0 && <p>{t('runsHow.never')}</p>}
          <ol className={styles.runs}>
            {nextRuns.map(at => (
              <li key={at}>
                <Time at={at} show="both" />
              </li>
            ))}
          </ol>
        </div>
      </div>
    </Section>
  );
};
