import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { HowFar, type FixedDate } from './HowFar';

export interface SubjectForecastProps {
  /** Of what: a server by its ref, or a wave by its name. */
  subject: { server: string } | { wave: string };
  /** Hard dates, or the deadline. */
  dates: readonly FixedDate[];
  round: number;
}

/** How far one server or one wave is, and between which days it may end. */
export const SubjectForecast = ({
  subject,
  dates,
  round,
}: SubjectForecastProps) => {
  const api = useApi(batchMigrationApiRef);
  const key = JSON.stringify(subject);
  const progress = useLiveLoad(
    signal => api.progress(subject, { signal }),
    `progress of ${key}`,
    round,
  );
  const forecast = useLiveLoad(
    signal =>
      api.forecast(
        'server' in subject
          ? { server: [subject.server] }
          : { wave: [subject.wave] },
        { signal },
      ),
    `forecast of ${key}`,
    round,
  );
  return (
    // The drawing grows with its place, and its words with it.
    <Box maxWidth={960}>
      <HowFar {...{ progress, forecast, dates }} />
    </Box>
  );
};
