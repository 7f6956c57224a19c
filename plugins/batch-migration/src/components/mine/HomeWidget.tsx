import { InfoCard } from '@backstage/core-components';
import type { RendererProps } from '@backstage/plugin-home-react';
import makeStyles from '@material-ui/core/styles/makeStyles';
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

const useStyles = makeStyles({
  // A grid gives the card its height: what does not fit is scrolled to.
  body: { minHeight: 0, overflow: 'auto' },
});

/**
 * The card around it. Backstage's own shows the title with which the widget is
 * registered, and that is one text for all languages.
 */
export const Renderer = ({
  title,
  Content: Body,
}: Pick<RendererProps, 'title' | 'Content'>) => {
  const { t } = useTexts();
  const styles = useStyles();
  const shown = title === mineMessages.title ? t('mine.title') : title;
  return (
    <InfoCard
      title={shown}
      divider={Boolean(shown)}
      variant="fullHeight"
      cardClassName={styles.body}
    >
      <Body />
    </InfoCard>
  );
};
