import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import SameIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import ClockIcon from '@material-ui/icons/Schedule';
import {
  describeSchedule,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { formatInstant } from '../time/format';
import { useInstantText, useRelativeTime } from '../time/Time';
import { COMPARED_YEARS, type Judgement } from './judgeSchedule';
import type { ChosenTime } from './scheduleModes';

/** A schedule as a phrase, in the language of the reader. */
export function useScheduleWords(): (spec: ScheduleSpec) => string {
  const { locale } = useEstate();
  return spec => describeSchedule(spec, locale.startsWith('ja') ? 'ja' : 'en');
}

const Fact = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <Box component="li" display="flex" mb={0.5} style={{ gap: 8 }}>
    {icon}
    <span style={{ overflowWrap: 'anywhere' }}>{children}</span>
  </Box>
);

/** In the zone of the schedule, which is the one that was just chosen. */
const NextRuns = ({
  runs,
  timezone,
}: {
  runs: string[] | null;
  timezone: string;
}) => {
  const { t } = useTexts();
  const { locale, now } = useEstate();
  const relative = useRelativeTime();
  if (runs === null || runs.length === 0) {
    return (
      <Typography variant="body2">
        {t(
          runs === null ? 'schedulePicker.fromSwitch' : 'schedulePicker.never',
        )}
      </Typography>
    );
  }
  const title = t('schedulePicker.next', {
    count: runs.length,
    zone: timezone,
  });
  return (
    <Box flex="0 1 260px" minWidth={200}>
      <Typography variant="subtitle2" component="p">
        {title}
      </Typography>
      <ul
        aria-label={title}
        style={{ listStyle: 'none', padding: 0, margin: 0 }}
      >
        {runs.map(at => (
          <li
            key={at}
            style={{
              display: 'flex',
              justifyContent: 'space-between',
              gap: 16,
            }}
          >
            <time dateTime={at}>
              {formatInstant(new Date(at), locale, timezone, now)}
            </time>
            <span style={{ fontSize: 12 }}>{relative(at)}</span>
          </li>
        ))}
      </ul>
    </Box>
  );
};

/** What a schedule means: in words, against the host's, and its next starts. */
export const ScheduleFacts = ({
  value: { expression, timezone },
  judgement,
  host,
}: {
  value: ChosenTime;
  judgement: Judgement;
  host: ScheduleSpec | null;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const words = useScheduleWords();
  const instant = useInstantText();
  const server = useServerText();

  if (judgement.problem) {
    return (
      <Typography role="alert" style={{ color: tokens.dangerText }}>
        <CodeText
          text={
            judgement.problem === 'timezone'
              ? t('schedulePicker.noZone', { zone: timezone || '?' })
              : t('schedulePicker.problem', {
                  message: server(judgement.message),
                })
          }
        />
      </Typography>
    );
  }
  const { comparison, changesClocks, runs } = judgement;
  return (
    <Box display="flex" flexWrap="wrap" style={{ gap: '8px 32px' }}>
      <Box flex="1 1 320px" minWidth={0}>
        <Typography variant="h6" component="p">
          {words({ dialect: 'eventbridge', expression, timezone })}
        </Typography>
        <code>{expression}</code>
        <ul style={{ listStyle: 'none', padding: 0, margin: '8px 0' }}>
          {comparison?.isSame && host && (
            <Fact icon={<SameIcon style={{ color: tokens.good }} />}>
              {t('schedulePicker.sameLong', {
                host: <code>{host.expression}</code>,
                years: String(COMPARED_YEARS),
              })}
            </Fact>
          )}
          {comparison && !comparison.isSame && (
            <Fact icon={<ErrorIcon style={{ color: tokens.danger }} />}>
              {t(
                comparison.side === 'legacy'
                  ? 'schedulePicker.differsLegacy'
                  : 'schedulePicker.differsTarget',
                { at: instant(comparison.at) },
              )}
              . {t('schedulePicker.differsHow')}
            </Fact>
          )}
          <Fact icon={<ClockIcon style={{ color: tokens.text2 }} />}>
            {t(
              changesClocks
                ? 'schedulePicker.clocks'
                : 'schedulePicker.noClocks',
              { zone: timezone },
            )}
          </Fact>
          <Fact icon={<InfoIcon style={{ color: tokens.text2 }} />}>
            {t('schedulePicker.off')}
          </Fact>
        </ul>
      </Box>
      <NextRuns runs={runs} timezone={timezone} />
    </Box>
  );
};
