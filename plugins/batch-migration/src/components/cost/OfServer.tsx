import Typography from '@material-ui/core/Typography';
import type { ServerCostResponse } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { useDateText } from '../time/useDateText';
import { LargeAmount, PriceSources, Unknown, useAmount } from './Amount';

/** What the server costs, and who says so. */
export const OfServer = ({
  cost: { server, currency },
}: {
  cost: ServerCostResponse;
}) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const dateText = useDateText();
  const amountText = useAmount(currency);
  if (server.amount === null) {
    return (
      <Typography variant="body2">
        <Unknown causes={server.unknown} />
      </Typography>
    );
  }
  const hours = new Intl.NumberFormat(locale);
  return (
    <>
      <LargeAmount>{amountText(server.amount)}</LargeAmount>
      {server.stated && (
        <Typography variant="body2">
          {t('cost.stated', {
            title: server.stated.source.title,
            date: dateText(server.stated.source.date),
          })}
        </Typography>
      )}
      {server.parts.map(({ quantity, price: { instanceType = '' } }) => (
        <Typography variant="body2" key={instanceType}>
          {t('cost.instances', {
            quantity: hours.format(quantity),
            type: instanceType,
          })}
        </Typography>
      ))}
      <PriceSources costs={[server]} />
    </>
  );
};
