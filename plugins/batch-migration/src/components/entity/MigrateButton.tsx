import { useRouteRef } from '@backstage/core-plugin-api';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { templateRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import { GOLDEN_PATHS, goldenPathSearch } from './goldenPaths';

/**
 * Opens the form of the fitting golden path filled in, one for each kind of the
 * workloads; it starts nothing by itself.
 */
export const MigrateButton = ({
  workloads,
  selected,
}: {
  workloads: Array<Pick<WorkloadView, 'id' | 'kind'>>;
  /** Whether a person chose them; else they are all that are planned. */
  selected: boolean;
}) => {
  const { t } = useTexts();
  const templatePath = useRouteRef(templateRouteRef);
  if (!templatePath) return null;
  return (
    <>
      {GOLDEN_PATHS.map(({ kind, templateName, texts }) => {
        const workloadIds = workloads
          .filter(workload => workload.kind === kind)
          .map(({ id }) => id);
        if (workloadIds.length === 0) return null;
        const path = templatePath({ namespace: 'default', templateName });
        return (
          <LinkButton
            key={kind}
            to={`${path}?${goldenPathSearch(workloadIds)}`}
            variant="contained"
            color="primary"
            size="small"
          >
            {t(selected ? texts.selected : texts.planned, {
              count: workloadIds.length,
            })}
          </LinkButton>
        );
      })}
    </>
  );
};
