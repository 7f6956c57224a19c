import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  planUpdatePermission,
  type TargetCandidate,
} from 'backstage-plugin-batch-migration-common';
import { useRef, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';

export interface LinkTargetProps {
  target: TargetCandidate;
  workload: { id: string; name: string };
  /** Before it is linked. */
  onLink: () => void;
  onChanged?: () => void;
}

/** Links a target that was found, and takes it back as long as the page stands. */
export const LinkTarget = ({
  target,
  workload,
  onLink,
  onChanged,
}: LinkTargetProps) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [isLinked, setLinked] = useState(false);
  const [said, setSaid] = useState('');
  const busy = useRef(false);
  const { allowed, loading } = usePermission({
    permission: planUpdatePermission,
    resourceRef: workload.id,
  });
  const names = { target: target.name, workload: workload.name };

  const change = async (next: boolean) => {
    if (busy.current) return;
    busy.current = true;
    try {
      if (next) {
        onLink();
        await api.linkTargets({
          repository: null,
          links: [{ workloadIds: [workload.id], location: target.location }],
        });
      } else {
        await api.unlinkTarget(target.id, workload.id);
      }
      setLinked(next);
      setSaid(next ? t('targets.linked', names) : t('targets.undone', names));
      onChanged?.();
    } catch (error) {
      setSaid(t('targets.refused', { message: ownWords(error as Error) }));
    } finally {
      busy.current = false;
    }
  };

  return (
    <>
      {/* One element for both: with another one the focus would be gone. */}
      <LockedButton
        size="small"
        variant="outlined"
        color={isLinked ? 'default' : 'primary'}
        missing={
          isLinked || allowed || loading ? undefined : planUpdatePermission.name
        }
        aria-label={t(isLinked ? 'targets.undoOf' : 'targets.linkOf', names)}
        onClick={() => change(!isLinked)}
      >
        {t(isLinked ? 'targets.undo' : 'targets.link')}
      </LockedButton>{' '}
      <span role="status">
        <CodeText text={said} />
      </span>
    </>
  );
};
