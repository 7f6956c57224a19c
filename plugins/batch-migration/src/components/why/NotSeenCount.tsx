import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadFilters } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { WhyFound } from './WhyFound';
import { WhyPopover } from './WhyPopover';

const useStyles = makeStyles({
  ask: { fontSize: 12, textDecoration: 'underline' },
});

/** How many nobody can see now, which leads to them, and why nobody can. */
export const NotSeenCount = ({
  count,
  filters,
}: {
  count: number;
  /** Of which workloads; all of them where none is given. */
  filters?: WorkloadFilters;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const those = { ...filters, placement: ['unknown'] };
  const words = t('questions.notSeen', { count });
  return (
    <span>
      <FilterLink filters={those}>{words}</FilterLink>{' '}
      <WhyPopover
        word={words}
        answer={() => <WhyFound filters={those} word="placement" />}
      >
        <span className={styles.ask}>{t('why.ask')}</span>
      </WhyPopover>
    </span>
  );
};
