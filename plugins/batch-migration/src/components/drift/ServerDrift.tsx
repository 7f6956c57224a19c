import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { FilterLink, WorkloadLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { DriftLines } from './DriftLines';
import { driftsOf } from './DriftSection';

/** So many workloads are shown in full; the rest is behind the link. */
const LIMIT = 50;

/** Everything on one server that is not as Git says. */
export const ServerDrift = ({
  serverRef,
  round,
}: {
  serverRef: string;
  /** Counts up when everything should be read anew. */
  round: number;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const filters = { server: [serverRef], danger: ['drift'] };
  const drifting = useLiveLoad(
    signal =>
      api.workloads(
        { ...filters, orderBy: 'danger', limit: LIMIT },
        { signal },
      ),
    `drift ${serverRef}`,
    round,
  );
  return (
    <Section
      title={t('drift.title')}
      hint={
        drifting.value && drifting.value.totalItems > 0
          ? t('drift.hintCount', { count: drifting.value.totalItems })
          : t('drift.hint')
      }
      action={
        drifting.value && drifting.value.totalItems > LIMIT ? (
          <FilterLink filters={filters}>{t('server.all')}</FilterLink>
        ) : undefined
      }
    >
      <Loaded load={drifting} what={t('states.what.workloads')} boxes={[44]}>
        {({ items }) =>
          items.length === 0 ? (
            <Typography variant="body2">{t('drift.none')}</Typography>
          ) : (
            <>
              {items.map(workload => (
                <div key={workload.id}>
                  <Typography variant="subtitle2" component="h3">
                    <WorkloadLink id={workload.id}>
                      {workload.name}
                    </WorkloadLink>
                  </Typography>
                  {driftsOf(workload).map((drift, index) => (
                    <DriftLines
                      // Two lines of one host may differ in the same way.
                      // eslint-disable-next-line react/no-array-index-key
                      key={`${drift.host} ${drift.kind} ${index}`}
                      drift={drift}
                    />
                  ))}
                </div>
              ))}
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
