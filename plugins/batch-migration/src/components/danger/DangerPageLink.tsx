import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DangerType } from 'backstage-plugin-batch-migration-common';
import { dangerRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';

/** What the danger means, how it is seen and how to mend it. */
export const DangerPageLink = ({ type }: { type: DangerType }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const path = useRouteRef(dangerRouteRef);
  return (
    <Link
      to={path({ type })}
      aria-label={t('dangerPage.linkOf', { danger: t(`dangers.${type}`) })}
      style={{ textDecoration: 'underline', fontSize: 12 }}
    >
      {t('dangerPage.link')}
    </Link>
  );
};
