import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { WhyLamps } from '../lamps/WhyLamps';
import { WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { isMissing } from '../states/absence';
import { isDenied } from '../states/LoadError';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';

/** More are named by their number. */
const ROWS = 12;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr) auto',
      columnGap: 16,
      alignItems: 'center',
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      overflowWrap: 'anywhere',
    },
    words: { lineHeight: '24px' },
    // As high as its line.
    name: { display: 'inline-block' },
  };
});

/** Ids of the workloads that a component replaces, as its golden path wrote them. */
export function replacedBy({ metadata }: Entity): string[] {
  const ids = metadata.annotations?.['batch-migration/replaces'] ?? '';
  return [...new Set(ids.split(',').map(id => id.trim()))].filter(Boolean);
}

const Card = () => {
  const { t } = useTexts();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const { entity } = useEntity();
  const ids = replacedBy(entity);
  const shown = ids.slice(0, ROWS);
  const load = useLiveLoad(
    async signal =>
      Promise.all(
        shown.map(async id => {
          try {
            return { id, workload: await api.workload(id, { signal }) };
          } catch (error) {
            // One that may not be read says so, and hides no other.
            if (!isMissing(error as Error) && !isDenied(error as Error)) {
              throw error;
            }
            return { id, workload: undefined as WorkloadView | undefined };
          }
        }),
      ),
    `replaced by ${shown.join()}`,
  );
  return (
    <Section
      title={t('catalog.replaces')}
      hint={t('catalog.replacesHint', { count: ids.length })}
    >
      <Loaded load={load} what={t('catalog.replacesWhat')} boxes={[44, 44]}>
        {found =>
          found.length === 0 ? (
            <p>{t('catalog.replacesNothing')}</p>
          ) : (
            <ul className={styles.list}>
              {found.map(({ id, workload }) => (
                <li key={id} className={styles.row}>
                  {workload ? (
                    <>
                      <WhyLamps workload={workload} />
                      <div className={styles.words}>
                        <WorkloadLink id={id} className={styles.name}>
                          {workload.name}
                        </WorkloadLink>
                        <NextThing workload={workload} />
                      </div>
                      <div>
                        <WhyStage workload={workload} />
                      </div>
                    </>
                  ) : (
                    t('catalog.unreadable', { id })
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {ids.length > ROWS && (
        <p>{t('catalog.more', { count: ids.length - ROWS })}</p>
      )}
    </Section>
  );
};

/** On a component that a golden path made: what it replaces, and how far each of that is. */
export const ReplacesCard = () => (
  <EstateProvider>
    <Card />
  </EstateProvider>
);
