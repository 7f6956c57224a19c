import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  ExemptionView,
  Signature,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { EntityLink } from '../links';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';
import { Time } from '../time/Time';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-block',
    borderRadius: 12,
    padding: '1px 9px',
    fontSize: 12,
    fontWeight: 600,
    border: `1px solid ${tokens.rule}`,
  };
  return {
    item: {
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${tokens.rule}`,
      '&:first-child': { borderTop: 0 },
    },
    reason: { margin: '4px 0', overflowWrap: 'anywhere' },
    // In a line of words, colour alone does not tell a link.
    signatures: {
      fontSize: 13,
      color: tokens.text2,
      '& a': { textDecoration: 'underline' },
    },
    asked: {
      ...chip,
      background: tokens.warningSurface,
      color: tokens.warningText,
      borderColor: tokens.warning,
    },
    approved: {
      ...chip,
      background: tokens.targetSurface,
      color: tokens.link,
      borderColor: tokens.target,
    },
    lapsed: {
      ...chip,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      borderColor: tokens.danger,
    },
    withdrawn: { ...chip, background: tokens.faint, color: tokens.text2 },
  };
});

const Signed = ({ what, signed }: { what: string; signed: Signature }) => (
  <div>
    {what} <EntityLink entityRef={signed.by} />,{' '}
    <Time at={signed.at} show="both" />
  </div>
);

/** What stands before an answer: a permission, or who one is. */
export interface Locks {
  approve: string | undefined;
  withdraw: string | undefined;
  /** Ref of who looks at the page; `undefined` until it is known. */
  user: string | undefined;
}

/** One exemption with its signatures, and what may be done with it now. */
export const ExemptionItem = ({
  exemption,
  locks,
  onChanged,
}: {
  exemption: ExemptionView;
  locks: Locks;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const [refusal, setRefusal] = useState<string>();
  const { id, state, reason, expiresAt, asked, approval, withdrawal } =
    exemption;
  const isOwn = locks.user === asked.by;
  const send = async (answer: Promise<unknown>) => {
    setRefusal(undefined);
    try {
      await answer;
      onChanged();
    } catch (error) {
      setRefusal(ownWords(error as Error));
    }
  };
  const withdrawable =
    state === 'asked' || state === 'approved' || (!withdrawal && approval);
  return (
    <li className={styles.item}>
      <span className={styles[state]}>
        {state === 'lapsed' && !approval
          ? t('exemptions.neverApproved')
          : t(`exemptions.states.${state}`)}
      </span>{' '}
      {t(state === 'lapsed' ? 'exemptions.ended' : 'exemptions.ends')}{' '}
      <Time at={expiresAt} show="both" />
      <p className={styles.reason}>{reason}</p>
      <div className={styles.signatures}>
        <Signed what={t('exemptions.askedBy')} signed={asked} />
        {approval && (
          <Signed what={t('exemptions.approvedBy')} signed={approval} />
        )}
        {withdrawal && (
          <Signed what={t('exemptions.withdrawnBy')} signed={withdrawal} />
        )}
      </div>
      {(state === 'asked' || withdrawable) && (
        <Box display="flex" flexWrap="wrap" mt={1} style={{ gap: 8 }}>
          {state === 'asked' && (
            <LockedButton
              size="small"
              variant="outlined"
              color="primary"
              missing={locks.approve}
              reason={isOwn ? t('exemptions.ownLocked') : undefined}
              onClick={() => send(api.approveExemption(id))}
            >
              {t('exemptions.approve')}
            </LockedButton>
          )}
          {withdrawable && (
            <LockedButton
              size="small"
              missing={locks.withdraw}
              onClick={() => send(api.withdrawExemption(id))}
            >
              {t('exemptions.withdraw')}
            </LockedButton>
          )}
        </Box>
      )}
      {state === 'asked' && isOwn && (
        <p className={styles.signatures}>{t('exemptions.ownLocked')}</p>
      )}
      <div role="status">
        {refusal && (
          <CodeText text={t('exemptions.refused', { message: refusal })} />
        )}
      </div>
    </li>
  );
};
