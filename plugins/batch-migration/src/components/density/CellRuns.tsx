import Box from '@material-ui/core/Box';
import Popover from '@material-ui/core/Popover';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { LINES_OF_LINKS, WorkloadLink } from '../links';
import { useWeekWords } from './useWeekWords';
import type { Block } from './week';

export interface CellRunsProps {
  block: Block;
  anchor: HTMLElement;
  onClose: () => void;
}

/** The runs of one cell. Escape closes it and gives the focus back to the cell. */
export const CellRuns = ({ block, anchor, onClose }: CellRunsProps) => {
  const { t } = useTexts();
  const { dayOf, hoursOf, runs } = useWeekWords();
  const title = t('density.open.title', {
    weekday: dayOf(block.weekday),
    hours: hoursOf(block.fromHour, block.toHour),
  });
  const named = block.jobs.reduce((sum, job) => sum + job.runs, 0);
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      transitionDuration={0}
      PaperProps={{ role: 'dialog', 'aria-modal': true, 'aria-label': title }}
    >
      <Box p={2} maxWidth={360} fontSize={13}>
        <b>{title}</b>
        {block.runs === 0 && <p>{t('density.open.none')}</p>}
        <Box component="ul" m={0} my={1} pl={2.5} style={LINES_OF_LINKS}>
          {block.jobs.map(job => (
            <li key={job.id}>
              <WorkloadLink id={job.id}>
                {t('density.open.job', {
                  name: job.name,
                  runs: runs(job.runs),
                })}
              </WorkloadLink>
            </li>
          ))}
          {block.runs > named && (
            <li>{t('density.open.more', { count: block.runs - named })}</li>
          )}
        </Box>
        {block.contended > 0 && (
          <p>{t('density.open.contended', { count: block.contended })}</p>
        )}
        <Button size="small" onClick={onClose}>
          {t('density.open.close')}
        </Button>
      </Box>
    </Popover>
  );
};
