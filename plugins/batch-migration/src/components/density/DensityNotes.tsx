import Box from '@material-ui/core/Box';
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { useServerWords } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { WorkloadLink } from '../links';

const Jobs = ({
  title,
  jobs,
}: {
  title: string;
  jobs: Array<{ id: string; words: string }>;
}): ReactNode => {
  if (jobs.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul style={{ margin: '4px 0' }}>
        {jobs.map(({ id, words }) => (
          <li key={id}>
            <WorkloadLink id={id}>{words}</WorkloadLink>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** What the picture leaves out, or only assumes. */
export const DensityNotes = ({
  density: { unknownJobs, frequentJobs, assumedJobs, totals },
}: {
  density: DensityResponse;
}) => {
  const { t } = useTexts();
  const serverWords = useServerWords();
  const tokens = useTokens();
  return (
    <Box mt={1} fontSize={12} lineHeight="24px" color={tokens.text2}>
      {unknownJobs.length > 0 && (
        <>
          {t('density.unknown', { count: unknownJobs.length })}
          <ul style={{ margin: '4px 0' }}>
            {unknownJobs.map(({ id, name, reason }) => (
              <li key={id}>
                <WorkloadLink id={id}>
                  <CodeText
                    text={t('density.unknownJob', {
                      name,
                      reason: serverWords(reason) ?? reason,
                    })}
                  />
                </WorkloadLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <Jobs
        title={t('density.frequent.title', { count: frequentJobs.length })}
        jobs={frequentJobs.map(({ id, name, everyMinutes }) => ({
          id,
          words: t('density.frequent.job', { name, count: everyMinutes }),
        }))}
      />
      <Jobs
        title={t('density.assumed', { count: assumedJobs.length })}
        jobs={assumedJobs.map(({ id, name }) => ({ id, words: name }))}
      />
      {totals.hiddenJobs > 0 && (
        <div>{t('density.hidden', { count: totals.hiddenJobs })}</div>
      )}
    </Box>
  );
};
