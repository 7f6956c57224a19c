import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import Typography from '@material-ui/core/Typography';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { ApprovalEvents } from './ApprovalEvents';
import { ApprovalFacts } from './ApprovalFacts';
import { ApprovalState } from './ApprovalState';
import { SaveFile } from './SaveFile';
import { useApprovalWords } from './useApprovalWords';

/** One request in full: what was asked, who answered, and whether all of it is still there. */
export const ApprovalDrawer = ({
  placeId,
  id,
  onClose,
}: {
  placeId: string;
  id: string;
  onClose: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { titleOf } = useApprovalWords();
  const found = useLiveLoad(
    signal => api.approval(placeId, id, { signal }),
    `approval ${placeId} ${id}`,
  );
  const title = found.value ? titleOf(found.value) : id;
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      PaperProps={{ role: 'dialog', 'aria-modal': true, 'aria-label': title }}
    >
      <Box p={3} width={560} maxWidth="100vw">
        <Box display="flex" alignItems="flex-start" style={{ gap: 12 }} mb={2}>
          <Typography
            variant="h6"
            component="h2"
            style={{ flex: 1, overflowWrap: 'anywhere' }}
          >
            {title}
          </Typography>
          <Button onClick={onClose}>{t('approvals.details.close')}</Button>
        </Box>
        <Loaded
          load={found}
          what={t('approvals.details.what')}
          boxes={[32, 200, 200]}
        >
          {approval => (
            <>
              <Box
                display="flex"
                flexWrap="wrap"
                alignItems="center"
                style={{ gap: 12 }}
                mb={2}
              >
                <ApprovalState approval={approval} />
                {approval.hasLog && (
                  <SaveFile
                    label={t('approvals.files.log')}
                    fetchFile={() => api.approvalLog(placeId, id)}
                  />
                )}
              </Box>
              <ApprovalFacts approval={approval} />
              <ApprovalEvents approval={approval} />
            </>
          )}
        </Loaded>
      </Box>
    </Drawer>
  );
};
