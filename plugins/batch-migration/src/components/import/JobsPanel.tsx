import Box from '@material-ui/core/Box';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { CreateBar, type CreateBarProps } from './CreateBar';
import { JobList, type JobListProps } from './JobList';
import { JobSummary } from './JobSummary';
import type { PreviewLoad } from './usePreview';

export interface JobsPanelProps extends JobListProps, CreateBarProps {
  preview: PreviewLoad;
  /** There is something to read. */
  hasText: boolean;
}

/** What the lines become, and the way to create it. */
export const JobsPanel = ({
  preview,
  hasText,
  rows,
  picked,
  onPick,
  activeLine,
  onActive,
  onOpen,
  ...bar
}: JobsPanelProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const found = rows.filter(({ job }) => job?.enabled).length;
  return (
    <Section
      title={
        rows.length > 0
          ? t('import.jobs.found', { count: found })
          : t('import.jobs.none')
      }
      hint={
        <>
          <JobSummary rows={rows} />{' '}
          <span role="status">
            {hasText && preview.behind && t('import.jobs.waiting')}
          </span>
        </>
      }
      flush
    >
      <Loaded load={preview} what={t('import.what')} boxes={[44, 44, 44]}>
        {() =>
          rows.length > 0 ? (
            <JobList
              rows={rows}
              picked={picked}
              onPick={onPick}
              activeLine={activeLine}
              onActive={onActive}
              onOpen={onOpen}
            />
          ) : (
            <Box px={2} py={4} textAlign="center" color={tokens.text2}>
              {hasText && !preview.behind
                ? t('import.jobs.noJobs')
                : t('import.jobs.empty')}
            </Box>
          )
        }
      </Loaded>
      <CreateBar {...bar} />
    </Section>
  );
};
