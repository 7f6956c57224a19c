import { usePermission } from '@backstage/plugin-permission-react';
import {
  stepCompletePermission,
  weightTrack,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import type { BackstageTheme } from '@backstage/theme';
import useTheme from '@material-ui/core/styles/useTheme';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { StepDialog } from '../cutover/StepDialog';
import { useStepWords } from '../cutover/useStepWords';
import { LockedButton } from '../states/LockedButton';

/** The next step, from the header; locked while a weight bakes, and it says until when. */
export const CompleteStep = ({
  workload,
  onChanged,
}: {
  workload: WorkloadDetail;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const theme = useTheme<BackstageTheme>();
  const { now } = useEstate();
  const { conditionOf, instant } = useStepWords();
  const [open, setOpen] = useState(false);
  const may = usePermission({
    permission: stepCompletePermission,
    resourceRef: workload.id,
  });
  const next = workload.cutover.steps.find(({ state }) => state !== 'done');
  if (!next || !now) return null;
  const { bake } = weightTrack(workload.cutover, now);
  const number = String(next.number);
  let reason: string | undefined;
  if (bake && !bake.isOver && bake.until) {
    reason = t('canary.complete.baking', {
      number: String(bake.number),
      at: instant(bake.until),
      next: number,
    });
  } else if (next.check.type === 'observation') {
    reason = t('canary.complete.seen', {
      next: number,
      condition: conditionOf(next.check),
    });
  }
  const color = theme.page?.fontColor;
  return (
    <>
      <LockedButton
        variant="outlined"
        reason={reason}
        missing={
          may.allowed || may.loading ? undefined : stepCompletePermission.name
        }
        style={{
          color,
          borderColor: color,
          minHeight: 40,
        }}
        onClick={() => setOpen(true)}
      >
        {t('canary.complete.action', { number })}
      </LockedButton>
      {open && (
        <StepDialog
          workload={workload}
          step={next}
          action={next.waitingForSecond ? 'confirm' : 'complete'}
          onClose={() => setOpen(false)}
          onChanged={() => {
            setOpen(false);
            onChanged();
          }}
        />
      )}
    </>
  );
};
