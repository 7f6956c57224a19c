import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { templateRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';

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
  const { t } = useTexts();
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
