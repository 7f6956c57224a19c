import DangerIcon from '@material-ui/icons/Error';
import LinkIcon from '@material-ui/icons/Link';
import PersonIcon from '@material-ui/icons/Person';
import SeenIcon from '@material-ui/icons/Visibility';
import StageIcon from '@material-ui/icons/CheckCircle';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';

/** Of what sort an event is: seen, said by a person, derived, or a danger. */
export const EventIcon = ({ type, actor }: { type: string; actor: string }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const small = { fontSize: 'small' as const };
  if (type === 'danger-appeared') {
    return (
      <DangerIcon
        {...small}
        style={{ color: tokens.danger }}
        titleAccess={t('workloadPage.history.danger')}
      />
    );
  }
  if (type === 'stage-changed') {
    return (
      <StageIcon
        {...small}
        style={{ color: tokens.good }}
        titleAccess={t('workloadPage.history.stage')}
      />
    );
  }
  if (type === 'target-linked') {
    return (
      <LinkIcon
        {...small}
        style={{ color: tokens.target }}
        titleAccess={t('workloadPage.history.link')}
      />
    );
  }
  if (actor.startsWith('user:')) {
    return (
      <PersonIcon
        {...small}
        style={{ color: tokens.text2 }}
        titleAccess={t('workloadPage.history.person')}
      />
    );
  }
  return (
    <SeenIcon
      {...small}
      style={{ color: tokens.target }}
      titleAccess={t('workloadPage.history.seen')}
    />
  );
};
