import { InfoCard } from '@backstage/core-components';
import type { RendererProps } from '@backstage/plugin-home-react';
import { EstateProvider } from '../../hooks/useEstate';
import { mineMessages } from '../../translations/mine.en';
import { useTexts } from '../../translations/useTexts';
import { OwnedWorkloads } from './OwnedWorkloads';
import { useMyOwnerRefs } from './useOwnerRefs';

export const Content = () => {
  const mine = useMyOwnerRefs();
  return (
    <EstateProvider>{mine && <OwnedWorkloads owners={mine} />}</EstateProvider>
  );
};

/**
 * The card around it. Backstage's own shows the title with which the widget is
 * registered, and that is one text for all languages.
 */
export const Renderer = ({
  title,
  Content: Body,
}: Pick<RendererProps, 'title' | 'Content'>) => {
  const { t } = useTexts();
  const shown = title === mineMessages.title ? t('mine.title') : title;
  return (
    <InfoCard title={shown} divider={Boolean(shown)}>
      <Body />
    </InfoCard>
  );
};
