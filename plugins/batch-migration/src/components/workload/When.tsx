import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { CopyButton } from './CopyButton';
import { CronFields } from './CronFields';
import { NextRuns } from './NextRuns';
import { ScheduleNotes } from './ScheduleNotes';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const label = {
    borderRadius: 10,
    padding: '2px 9px',
    fontSize: 12,
    fontWeight: 600,
    marginRight: 8,
    whiteSpace: 'nowrap' as const,
  };
  return {
    words: { fontSize: 19, fontWeight: 500, color: tokens.text1 },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      minHeight: 26,
      marginTop: 4,
      fontSize: 13,
      color: tokens.text2,
      '& code': { fontSize: 14, color: tokens.text1, marginRight: 8 },
    },
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
    columns: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 5fr) minmax(170px, 2fr)',
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
    command: {
      display: 'block',
      marginTop: theme.spacing(1.5),
      fontSize: 12,
      color: tokens.text2,
      overflowWrap: 'anywhere',
    },
    said: { margin: theme.spacing(1, 0, 0), fontSize: 13, color: tokens.text2 },
  };
});

/** `bat000, line 13`, where a line of a host stands for it. */
function useHostLine(): (workload: WorkloadDetail) => string {
  const { t } = useTexts();
  return ({ locations }) => {
    const line = locations.find(({ detail }) => detail.line);
    if (!line) return '';
    const user = line.detail.user;
    return user
      ? t('workloadPage.hostLineOf', { user, line: String(line.detail.line) })
      : t('workloadPage.stage.line', { line: String(line.detail.line) });
  };
}

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
        <div className={styles.line} key={`${expression} ${timezone}`}>
          <span className={styles.eventBridge}>{t('when.onTarget')}</span>
          <code>{expression}</code> {timezone}
        </div>
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
  const hostLine = useHostLine();
  const { schedule, scheduleText, translation, description } = workload;
  const command = (
    <>
      <code className={styles.command}>{workload.command}</code>
      {description && <p className={styles.said}>{description}</p>}
    </>
  );
  if (!schedule) {
    return (
      <Section title={t('when.title')}>
        <p style={{ marginTop: 0 }}>
          {workload.kind === 'scheduled'
            ? t('when.noSchedule')
            : t(`runsHow.${workload.kind}`)}
        </p>
        {command}
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
          <div className={styles.line}>
            <span className={styles.cron}>{t('when.cron')}</span>
            <code>{schedule.expression}</code> {hostLine(workload)}
          </div>
          {translation?.schedules.map(({ expression, timezone }) => (
            <div className={styles.line} key={expression}>
              <span className={styles.eventBridge}>{t('when.translated')}</span>
              <code>{expression}</code> {timezone}
              <CopyButton text={expression} />
            </div>
          ))}
          <OnTarget workload={workload} />
          {translation && (
            <>
              <CronFields
                legacy={schedule.expression}
                target={translation.schedules}
              />
              <ScheduleNotes
                translation={translation}
                timezone={schedule.timezone}
              />
            </>
          )}
          {command}
        </div>
        <NextRuns workload={workload} />
      </div>
    </Section>
  );
};
