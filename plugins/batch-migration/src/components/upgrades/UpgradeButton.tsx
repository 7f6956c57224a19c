import { useRouteRef } from '@backstage/core-plugin-api';
import { templateRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import type { MadeRepository } from './repositories';

/** Opens the form of the upgrade filled in; it starts nothing by itself. */
export const UpgradeButton = ({
  repository: { ref, name, newest, state },
}: {
  repository: MadeRepository;
}) => {
  const { t } = useTexts();
  const templatePath = useRouteRef(templateRouteRef);
  if (!templatePath || state !== 'behind') return null;
  const path = templatePath({
    namespace: 'default',
    templateName: 'upgrade-golden-path',
  });
  const formData = encodeURIComponent(JSON.stringify({ component: ref }));
  return (
    <LinkButton
      to={`${path}?formData=${formData}`}
      variant="outlined"
      color="primary"
      size="small"
      aria-label={t('upgrades.upgradeOf', { name, version: newest ?? '' })}
    >
      {t('upgrades.upgrade')}
    </LinkButton>
  );
};
