import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { madeRepository, readNewestVersions } from './repositories';
import { UpgradeButton } from './UpgradeButton';
import { UpgradeStateText } from './UpgradeStateText';

/** On a component that a golden path made: what it holds, and what is newest. */
export const GoldenPathCard = () => {
  const { t } = useTexts();
  const catalog = useApi(catalogApiRef);
  const { entity } = useEntity();
  const newest = useLoad(
    () => readNewestVersions(catalog),
    'golden path versions',
  );
  return (
    <Section title={t('upgrades.card')}>
      <Loaded load={newest} what={t('upgrades.what')} boxes={[20]}>
        {versions => {
          const repository = madeRepository(entity, versions);
          if (!repository) return <p>{t('upgrades.noVersion')}</p>;
          return (
            <>
              <p>
                {t('upgrades.madeBy', {
                  goldenPath: repository.goldenPath,
                  version: repository.version,
                })}{' '}
                · <UpgradeStateText repository={repository} />
              </p>
              <UpgradeButton repository={repository} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
};
