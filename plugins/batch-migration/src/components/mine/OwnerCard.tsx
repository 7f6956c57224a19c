import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EstateProvider } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { OwnedWorkloads } from './OwnedWorkloads';
import { ownerRefsOf, useMyOwnerRefs } from './useOwnerRefs';

const Card = () => {
  const { t } = useTexts();
  const { entity } = useEntity();
  const mine = useMyOwnerRefs();
  const owner = entity.metadata.title ?? entity.metadata.name;
  return (
    <Section
      title={
        mine?.includes(stringifyEntityRef(entity))
          ? t('mine.title')
          : t('mine.titleOf', { owner })
      }
    >
      <OwnedWorkloads owners={ownerRefsOf(entity)} />
    </Section>
  );
};

/** On the page of a group or a person: what of theirs has to move. */
export const OwnerCard = () => (
  <EstateProvider>
    <Card />
  </EstateProvider>
);
