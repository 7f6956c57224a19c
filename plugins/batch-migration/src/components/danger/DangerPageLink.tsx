import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { DangerType } from 'backstage-plugin-batch-migration-common';
import { dangerRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';

/** What the danger means, how it is seen and how to mend it. */
export const DangerPageLink = ({ type }: { type: DangerType }) => {
  const { t } = useTexts();
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
