import Typography from '@material-ui/core/Typography';
import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';

/** Says that no source names a server any more; nothing where one does. */
export const NotListed = ({
  server: { listed, unlistedSince },
}: {
  server: Pick<ServerView, 'listed' | 'unlistedSince'>;
}) => {
  const { t } = useTexts();
  const instant = useInstantText();
  if (listed) return null;
  return (
    <Typography variant="body2" role="note">
      {unlistedSince
        ? t('sources.notListed', { when: instant(unlistedSince) })
        : t('sources.neverListed')}
    </Typography>
  );
};
