import Typography from '@material-ui/core/Typography';
import type { ServerCostResponse } from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { LargeAmount, PriceSources, useAmount } from './Amount';

/** What is known of the workloads, never without how many that is of how many. */
export const OnTarget = ({
  cost: { items, target, currency },
}: {
  cost: ServerCostResponse;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const amountText = useAmount(currency);
  if (items.length === 0) {
    return <Typography variant="body2">{t('cost.noneMoves')}</Typography>;
  }
  if (target.known === 0) {
    return (
      <Typography variant="body2">
        {t('cost.noneKnown', { count: items.length })}
      </Typography>
    );
  }
  return (
    <>
      <LargeAmount>{amountText(target.amount)}</LargeAmount>
      <Typography variant="body2">
        {t('cost.ofAll', {
          known: numberText(target.known),
          all: numberText(items.length),
        })}
      </Typography>
      <PriceSources costs={items.map(({ cost }) => cost)} />
    </>
  );
};
