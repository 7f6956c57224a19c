import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  MonthlyCost,
  PriceSource,
  UnknownCost,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => ({
  large: { fontSize: 22, fontWeight: 500 },
  source: { fontSize: 13, color: tokensOf(theme.palette.type).text2 },
}));

/**
 * Amounts of one currency in the language of the page.
 *
 * @param digits - at most so many behind the point; as the currency has them if left out
 */
export function useAmount(
  currency: string,
  digits?: number,
): (amount: number) => string {
  const { locale } = useEstate();
  const format = new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency, maximumFractionDigits: digits },
  });
  return amount => format.format(amount);
}

/** The sum that a column is read for. */
export const LargeAmount = ({ children }: { children: string }) => (
  <div className={useStyles().large}>{children}</div>
);

/** Why a cost is not known. */
export const Unknown = ({ causes }: { causes: readonly UnknownCost[] }) => {
  const { t } = useTexts();
  const words = causes.map(cause => t(`cost.unknown.${cause}`));
  return <span>{`${t('cost.notKnown')}: ${words.join('; ')}`}</span>;
};

/** Each price once, with where it stands and from when. */
export const PriceSources = ({ costs }: { costs: readonly MonthlyCost[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const sources = new Map<string, PriceSource>(
    costs
      .flatMap(({ parts }) => parts)
      .map(({ price: { source } }) => [
        `${source.title} ${source.date}`,
        source,
      ]),
  );
  return (
    <>
      {[...sources].map(([key, { title, url, date }]) => (
        <div key={key} className={styles.source}>
          {url ? (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {t('cost.from', { title, date })}
            </a>
          ) : (
            t('cost.from', { title, date })
          )}
        </div>
      ))}
    </>
  );
};
