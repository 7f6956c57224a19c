import makeStyles from '@material-ui/core/styles/makeStyles';
import type { OwnerProposal } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { LockedButton } from '../states/LockedButton';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    display: 'grid',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  hint: {
    margin: 0,
    fontSize: 13,
    color: tokensOf(theme.palette.type).text2,
  },
}));

export interface OwnerProposalsProps {
  proposals: readonly OwnerProposal[];
  /** The permission that is missing to take one over. */
  missing?: string;
  onUse: (ownerRef: string) => void;
}

/** Who may own it, and on what that rests. Nothing is set before a person saves it. */
export const OwnerProposals = ({
  proposals,
  missing,
  onUse,
}: OwnerProposalsProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  if (proposals.length === 0) return null;
  const whereOf = (where: string) => {
    const [, place, line] = /^(.*), line (\d+)$/.exec(where) ?? [];
    return line === undefined ? where : t('owners.at', { place, line });
  };
  return (
    <>
      <ul className={styles.list} aria-label={t('owners.label')}>
        {proposals.map(({ ownerRef, name, because, where }) => {
          const owner = ownerRef === null ? name : refName(ownerRef);
          return (
            <li key={ownerRef ?? name}>
              {t('owners.proposed', {
                owner,
                because: t(`owners.because.${because}`),
                where: whereOf(where),
              })}{' '}
              {ownerRef === null ? (
                <span className={styles.hint}>{t('owners.unknown')}</span>
              ) : (
                <LockedButton
                  size="small"
                  variant="outlined"
                  missing={missing}
                  aria-label={t('owners.useOf', { owner })}
                  onClick={() => onUse(ownerRef)}
                >
                  {t('owners.use')}
                </LockedButton>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.hint}>{t('owners.hint')}</p>
    </>
  );
};
