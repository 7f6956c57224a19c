import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ApprovalView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { isRefusedSession, useApprovalWords } from './useApprovalWords';

export const useChipStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-block',
    borderRadius: 12,
    padding: '1px 9px',
    fontSize: 12,
    fontWeight: 600,
    fontFamily: theme.typography.fontFamily,
    border: `1px solid ${tokens.rule}`,
    background: tokens.faint,
    color: tokens.text2,
  };
  return {
    plain: chip,
    red: {
      ...chip,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      borderColor: tokens.danger,
    },
    waiting: {
      ...chip,
      background: tokens.warningSurface,
      color: tokens.warningText,
      borderColor: tokens.warning,
    },
    good: {
      ...chip,
      background: tokens.goodSurface,
      color: tokens.good,
      borderColor: tokens.good,
    },
  };
});

/** Where a request stands. Only what somebody approved is green. */
export const ApprovalState = ({ approval }: { approval: ApprovalView }) => {
  const styles = useChipStyles();
  const { stateOf } = useApprovalWords();
  const { concern, status, unasked } = approval;
  let look = styles.plain;
  if (status === 'approved') look = styles.good;
  if (concern === 'waits') look = styles.waiting;
  if (concern === 'overdue' || isRefusedSession(approval)) look = styles.red;
  if (unasked && status !== 'approved') look = styles.red;
  return <span className={look}>{stateOf(approval)}</span>;
};
