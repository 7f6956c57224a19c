import { useApi } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import Typography from '@material-ui/core/Typography';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { tokensOf } from '../../theme/tokens';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { CostTable } from './CostTable';
import { OfServer } from './OfServer';
import { OnTarget } from './OnTarget';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    sums: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      margin: 0,
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
      '& dt': { fontSize: 13, color: tokens.text2 },
      '& dd': { margin: 0 },
    },
    details: {
      marginTop: theme.spacing(2),
      '& summary': { cursor: 'pointer', fontSize: 13, color: tokens.text2 },
    },
  };
});

/** What a server costs a month, and what its workloads would cost where they go. */
export const ServerCost = ({
  namespace,
  name,
  round,
}: {
  namespace: string;
  name: string;
  /** Counts up when everything should be read anew. */
  round: number;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const cost = useLiveLoad(
    signal => api.serverCost(namespace, name, { signal }),
    `cost ${namespace}/${name}`,
    round,
  );
  return (
    <Section title={t('cost.title')} hint={t('cost.hint')}>
      <Loaded load={cost} what={t('cost.what')} boxes={[60]}>
        {answer => (
          <>
            <dl className={styles.sums}>
              <div>
                <dt>{t('cost.server')}</dt>
                <dd>
                  <OfServer cost={answer} />
                </dd>
              </div>
              <div>
                <dt>{t('cost.target')}</dt>
                <dd>
                  <OnTarget cost={answer} />
                </dd>
              </div>
            </dl>
            {answer.notMoving > 0 && (
              <Typography variant="body2">
                {t('cost.notMoving', { count: answer.notMoving })}
              </Typography>
            )}
            {answer.notReadable > 0 && (
              <Typography variant="body2">
                {t('cost.notReadable', { count: answer.notReadable })}
              </Typography>
            )}
            {answer.items.length > 0 && (
              <details className={styles.details}>
                <summary>{t('cost.table.show')}</summary>
                <CostTable cost={answer} />
              </details>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
};
