import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  DangerType,
  WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { WhyFound } from '../why/WhyFound';
import { WhyPopover } from '../why/WhyPopover';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    chip: {
      borderRadius: 12,
      padding: '1px 9px',
      fontSize: 12,
      lineHeight: 'normal',
      fontWeight: 600,
      whiteSpace: 'nowrap',
      border: `1px solid ${tokens.danger}`,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      // One digit is narrow: a finger has all of the chip up to the word.
      '& a': {
        color: 'inherit',
        margin: '0 -3px 0 -15px',
        padding: '5px 3px 5px 15px',
      },
    },
  };
});

export interface DangerCountProps {
  type: DangerType;
  count: number;
  /** Of which workloads; all of them where none is given. */
  filters?: WorkloadFilters;
}

/** How many are in an acute danger, which leads to them; the danger says why. */
export const DangerCount = ({ type, count, filters }: DangerCountProps) => {
  const { t } = useTexts();
  const number = useNumberText()(count);
  const styles = useStyles();
  const those = { ...filters, danger: [type] };
  // What is seen has to stand in the name that is heard.
  const word = `${number} ${t(`dangersShort.${type}`)}`;
  return (
    <span className={styles.chip}>
      <FilterLink filters={those} aria-label={word}>
        {number}
      </FilterLink>{' '}
      <WhyPopover
        word={word}
        answer={() => <WhyFound filters={those} word={type} />}
      >
        {t(`dangersShort.${type}`)}
      </WhyPopover>
    </span>
  );
};
