import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WhyPopover } from '../why/WhyPopover';
import { FactAnswer } from './FactAnswer';
import { newestOf } from './leadingFacts';
import type { FactRow } from './factRows';
import { useFactText } from './useFactText';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    facts: { margin: 0, fontSize: 13, color: tokens.text1 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
      columnGap: 12,
      padding: '4px 0',
      borderTop: `1px solid ${tokens.rule}`,
      overflowWrap: 'anywhere',
    },
    name: { fontSize: 12, color: tokens.text2 },
    value: { margin: 0 },
    other: { fontSize: 12, color: tokens.text2 },
  };
});

/** Facts as name and value; where sources differ, each value stands with who says it. */
export const MoreFacts = ({ rows }: { rows: readonly FactRow[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { nameOf, valueOf } = useFactText();
  return (
    <dl className={styles.facts}>
      {rows.map(row => {
        const { name, values } = row;
        const newest = newestOf(row);
        const words = valueOf({ name, value: newest.value });
        return (
          <div key={name} className={styles.row}>
            <dt className={styles.name}>{nameOf({ name })}</dt>
            <dd className={styles.value}>
              <WhyPopover
                word={t('whyServer.named', {
                  name: nameOf({ name }),
                  value: words,
                })}
                answer={() => <FactAnswer row={row} />}
              >
                {words}
              </WhyPopover>
              {values
                .filter(value => value !== newest)
                .map(({ value, said }) => (
                  <div key={value ?? ''} className={styles.other}>
                    {t('serverTab.facts.says', {
                      value: valueOf({ name, value }),
                      source: said.map(({ source }) => source).join(', '),
                    })}
                  </div>
                ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};
