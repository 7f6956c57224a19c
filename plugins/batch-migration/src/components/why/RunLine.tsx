import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import type { RunView } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import { minutesOf } from '../workload/runText';

/** One run on which a word rests, with the way to its log. */
export const RunLine = ({ run }: { run: RunView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const textOf = useInstantText();
  const minutes = minutesOf(run);
  return (
    <Box component="li" py={0.5} data-outcome={run.outcome}>
      <b>
        {t('why.run', {
          side: t(`sides.${run.side}`),
          at: textOf(run.startedAt),
          outcome: t(`outcomes.${run.outcome}`),
        })}
      </b>{' '}
      <span style={{ color: tokens.text2 }}>
        {minutes !== undefined && `${t('why.took', { minutes })} · `}
        {run.scheduledFor &&
          `${t('why.due', { at: textOf(run.scheduledFor) })} · `}
        {t('why.by', { source: run.source })}
      </span>{' '}
      {run.url && <Link to={run.url}>{t('why.openRun')}</Link>}
    </Box>
  );
};
