import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { templateRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';

/** The golden path of scheduled jobs. */
const TEMPLATE = {
  namespace: 'default',
  templateName: 'scheduled-fargate-job',
};

/** Opens the golden path's form filled in; it starts nothing by itself. */
export const MigrateButton = ({
  workloadIds,
  selected,
}: {
  workloadIds: string[];
  /** Whether a person chose them; else they are all that are planned. */
  selected: boolean;
}) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const templatePath = useRouteRef(templateRouteRef);
  if (!templatePath || workloadIds.length === 0) return null;
  const formData = encodeURIComponent(JSON.stringify({ workloadIds }));
  return (
    <LinkButton
      to={`${templatePath(TEMPLATE)}?formData=${formData}`}
      variant="contained"
      color="primary"
      size="small"
    >
      {selected
        ? t('jobs.migrate', { count: workloadIds.length })
        : t('jobs.migratePlanned', { count: workloadIds.length })}
    </LinkButton>
  );
};
