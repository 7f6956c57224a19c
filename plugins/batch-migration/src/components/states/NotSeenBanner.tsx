import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import HiddenIcon from '@material-ui/icons/VisibilityOff';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import { sourcesRouteRef } from '../../routes';
import { useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';

/** Names what fell silent and since when; while it is silent, progress never rises. */
export const NotSeenBanner = ({
  sources,
}: {
  sources: Summary['silentSources'];
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const sourcesPath = useRouteRef(sourcesRouteRef);
  if (sources.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={t('notSeen.title', { count: sources.length })}
      display="flex"
      p={2}
      bgcolor={tokens.faint}
      color={tokens.text1}
      borderLeft={`4px solid ${tokens.text3}`}
      style={{ gap: 12 }}
    >
      <HiddenIcon aria-hidden />
      <div>
        <Typography variant="subtitle2" component="p">
          {t('notSeen.title', { count: sources.length })}
        </Typography>
        <ul style={{ margin: '4px 0', paddingLeft: 18 }}>
          {sources.map(({ id, since, reason }) => (
            <li key={id} style={{ overflowWrap: 'anywhere' }}>
              <b>{id}</b>
              {since && (
                <>
                  {' '}
                  <Time at={since} show="both" />
                </>
              )}
              {': '}
              <ServerWords text={reason} />
            </li>
          ))}
        </ul>
        <Typography variant="body2">{t('notSeen.meaning')}</Typography>
        <Link to={sourcesPath()} style={{ textDecoration: 'underline' }}>
          {t('sources.all')}
        </Link>
      </div>
    </Box>
  );
};
