import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import UndoIcon from '@material-ui/icons/Undo';
import {
  planUpdatePermission,
  type HandoverPlan,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { stepsText, type SavedPlans } from './useSavedPlans';
import { useWords } from './words';

/** Why the plan on the screen is not the one that is asked for. */
export type NotCurrent = 'loading' | 'failed' | 'moved';

const REASON_ID = 'handover-save-reason';

interface SaveToPlansProps {
  /** Jobs that move; none, and only what was written is told. */
  ids: readonly string[];
  /** On the screen; none where it could not be made. */
  plan: HandoverPlan | undefined;
  saved: SavedPlans;
  notCurrent?: NotCurrent;
}

const SaveButton = ({ ids, plan, saved, notCurrent }: SaveToPlansProps) => {
  const { t } = useTexts();
  const { isZoneKnown } = useWords();
  const may = usePermission({
    permission: planUpdatePermission,
    resourceRef: ids[0],
  });
  const why = notCurrent ?? (isZoneKnown ? undefined : 'noZone');
  const reason = why && t(`cutover.notSavable.${why}`);
  const isDone =
    plan !== undefined &&
    saved.last?.state === 'saved' &&
    saved.last.steps === stepsText(plan);
  const replaced = saved.replacedOf(ids);
  return (
    <>
      <LockedButton
        missing={may.allowed ? undefined : planUpdatePermission.name}
        reason={may.allowed ? reason : undefined}
        saidBy={may.allowed && reason ? REASON_ID : undefined}
        variant="contained"
        color="primary"
        onClick={() => plan && saved.save(plan)}
        style={{ minHeight: 40 }}
      >
        {t('cutover.saveToPlans', { count: ids.length })}
      </LockedButton>
      {(reason || !isDone) && (
        <Typography
          id={REASON_ID}
          variant="caption"
          component="p"
          color="textSecondary"
          style={{ maxWidth: 240, marginTop: 4 }}
        >
          {reason ?? t('cutover.saveHint')}
          {!reason &&
            replaced > 0 &&
            ` ${t('cutover.replaces', { count: replaced })}`}
        </Typography>
      )}
    </>
  );
};

/** Writes the steps of each job into its plan, and takes them back. It switches nothing. */
export const SaveToPlans = (props: SaveToPlansProps) => {
  const { ids, plan, saved } = props;
  const { t } = useTexts();
  const { last, problem } = saved;
  const isOfPlan = plan !== undefined && last?.steps === stepsText(plan);
  if (ids.length === 0 && !last && !problem) return null;
  const toldOf = isOfPlan ? 'cutover.savedToPlans' : 'cutover.savedEarlier';
  return (
    <div>
      {ids.length > 0 && <SaveButton {...props} />}
      <Typography variant="body2" component="div">
        <span role="status">
          {last?.state === 'saved' && t(toldOf, { count: last.ids.length })}
          {last?.state === 'undone' && t('workloadPage.undo.plans')}
        </span>{' '}
        {last?.state === 'saved' && (
          <Button
            size="small"
            color="primary"
            startIcon={<UndoIcon />}
            onClick={saved.takeBack}
            style={{ minHeight: 40 }}
          >
            {t('workloadPage.undo.label')}
          </Button>
        )}
      </Typography>
      {problem && (
        <Problem>{t('cutover.refused', { message: problem })}</Problem>
      )}
    </div>
  );
};
