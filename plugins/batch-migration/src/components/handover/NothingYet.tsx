import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { Lamps } from '../lamps/Lamps';
import { WorkloadLink } from '../links';
import type { JobsInQuestion } from './useJobsInQuestion';

/** No job is built: what blocks each, with a link to it. */
export const NothingYet = ({ blocked, moreBlocked }: JobsInQuestion) => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <Box
      component="section"
      aria-labelledby="handover-nothing"
      textAlign="center"
      py={6}
      maxWidth={640}
      mx="auto"
      color={tokens.text1}
    >
      <Lamps legacy="absent" target="absent" decorative />
      <Typography id="handover-nothing" variant="h5" component="h2">
        {t('handover.nothing.title')}
      </Typography>
      <Typography style={{ color: tokens.text2 }} paragraph>
        {blocked.length > 0
          ? t('handover.nothing.text')
          : t('handover.nothing.noJobs')}
      </Typography>
      <Box
        component="ul"
        textAlign="left"
        m={0}
        p={0}
        style={{ listStyle: 'none' }}
      >
        {blocked.map(job => (
          <Box
            component="li"
            key={job.id}
            display="flex"
            flexWrap="wrap"
            py={1}
            borderTop={`1px solid ${tokens.rule}`}
            style={{ gap: '2px 16px' }}
          >
            <Box flex="1 1 200px">
              <WorkloadLink id={job.id}>{job.name}</WorkloadLink>
            </Box>
            <Box flex="2 1 260px">
              <NextThing workload={job} />
            </Box>
          </Box>
        ))}
        {moreBlocked > 0 && (
          <li>{t('handover.nothing.more', { count: moreBlocked })}</li>
        )}
      </Box>
    </Box>
  );
};
