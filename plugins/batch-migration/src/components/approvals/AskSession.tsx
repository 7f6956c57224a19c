import { usePermission } from '@backstage/plugin-permission-react';
import {
  sessionRequestPermission,
  type ApprovalPlaceView,
  type OpenedSession,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { LockedButton } from '../states/LockedButton';
import { useInstantText } from '../time/Time';
import { AskSessionDialog } from './AskSessionDialog';

interface AskSessionProps {
  workloadId: string;
  place: ApprovalPlaceView;
  onAsked: () => void;
}

/** Asks a bastion for a console, in one's own name; people approve it elsewhere. */
export const AskSession = (props: AskSessionProps) => {
  const { t } = useTexts();
  const instant = useInstantText();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState<OpenedSession>();
  const { allowed, loading } = usePermission({
    permission: sessionRequestPermission,
  });
  const { place, onAsked } = props;
  return (
    <div style={{ marginTop: 8 }}>
      <LockedButton
        size="small"
        variant="outlined"
        missing={allowed || loading ? undefined : sessionRequestPermission.name}
        aria-label={t('approvals.session.askOf', { place: place.title })}
        onClick={() => setOpen(true)}
      >
        {t('approvals.session.ask')}
      </LockedButton>{' '}
      <span role="status">
        {opened &&
          t('approvals.session.opened', {
            id: opened.id,
            until: instant(opened.endsAt),
          })}
      </span>
      {open && (
        <AskSessionDialog
          workloadId={props.workloadId}
          place={place}
          onClose={() => setOpen(false)}
          onOpened={session => {
            setOpened(session);
            setOpen(false);
            onAsked();
          }}
        />
      )}
    </div>
  );
};
