import LockIcon from '@material-ui/icons/Lock';
import type { PointOfNoReturn } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { useStepStyles } from './stepStyles';
import { useStepWords } from './useStepWords';

/** The line between what can be taken back and what cannot. */
export const NoReturn = ({ point }: { point: PointOfNoReturn }) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const { instant } = useStepWords();
  const { passed } = point;
  let words: string = t('cutover.noReturn');
  if (passed) {
    const by = refName(passed.by);
    const at = instant(passed.at);
    // What a probe saw waits for a person; a person alone was enough by policy.
    const isUnconfirmed =
      !passed.confirmedBy && passed.by.startsWith('plugin:');
    words = t(
      isUnconfirmed ? 'cutover.noReturnUnconfirmed' : 'cutover.noReturnPassed',
      { at, by },
    );
    if (passed.confirmedBy) {
      const second = refName(passed.confirmedBy);
      words = t('cutover.noReturnConfirmed', { at, by, second });
    }
  }
  return (
    <li className={styles.noReturn}>
      <LockIcon fontSize="small" aria-hidden />
      {words}
    </li>
  );
};
