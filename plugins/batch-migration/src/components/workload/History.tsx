import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { useTableStyles } from '../workloads/WorkloadTable';

/** What happened to it, newest first. */
export const History = ({ id, round }: { id: string; round: number }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useTableStyles();
  const history = useLoad(
    signal => api.history(id, { signal }),
    `history ${id} ${round}`,
  );
  return (
    <Section
      title={t('history.title')}
      hint={
        history.value && t('history.count', { count: history.value.totalItems })
      }
      flush
    >
      <Loaded
        load={history}
        what={t('states.what.history')}
        boxes={[32, 32, 32]}
      >
        {({ items }) =>
          items.length === 0 ? (
            <Box px={2}>{t('history.empty')}</Box>
          ) : (
            <Box overflow="auto">
              <table className={styles.table} aria-label={t('history.title')}>
                <thead>
                  <tr>
                    <th scope="col">{t('history.at')}</th>
                    <th scope="col">{t('history.what')}</th>
                    <th scope="col">{t('history.changes')}</th>
                    <th scope="col">{t('history.by')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(event => (
                    <tr key={event.id}>
                      <td>
                        <Time at={event.at} />
                      </td>
                      <td>{event.summary}</td>
                      <td style={{ overflowWrap: 'anywhere' }}>
                        {event.changes.map(({ field, before, after }) => (
                          <div key={field}>
                            {t('history.change', {
                              field,
                              before: before ?? '–',
                              after: after ?? '–',
                            })}
                          </div>
                        ))}
                      </td>
                      <td>
                        {event.actor.startsWith('user:') ? (
                          <EntityLink entityRef={event.actor} />
                        ) : (
                          event.actor
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Box>
          )
        }
      </Loaded>
    </Section>
  );
};
