import { useRouteRef } from '@backstage/core-plugin-api';
import type { DangerType } from 'backstage-plugin-batch-migration-common';
import { dangerRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';

/** Opens the instructions against a danger; it acts on nothing itself. */
export const HowToFix = ({ type }: { type: DangerType }) => {
  const { t } = useTexts();
  const path = useRouteRef(dangerRouteRef);
  const isTwice = type === 'runs-twice';
  return (
    <LinkButton
      to={path({ type })}
      variant="outlined"
      color="primary"
      size="small"
      aria-label={
        isTwice
          ? t('dangerPage.stopOne')
          : t('dangerPage.fixOf', { danger: t(`dangers.${type}`) })
      }
      style={{
        whiteSpace: 'nowrap',
        minHeight: 40,
        flexShrink: 0,
      }}
    >
      {isTwice ? t('dangerPage.stopOne') : t('dangerPage.fix')}
    </LinkButton>
  );
};
