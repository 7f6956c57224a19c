import { usePermission } from '@backstage/plugin-permission-react';
import {
  stepCompletePermission,
  weightTrack,
  type StepView,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import type { BackstageTheme } from '@backstage/theme';
import useTheme from '@material-ui/core/styles/useTheme';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import type { OpenedStep } from '../cutover/openedStep';
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
  const [opened, setOpened] = useState<OpenedStep>();
  const may = usePermission({
    permission: stepCompletePermission,
    resourceRef: workload.id,
  });
  if (!now) return null;
  const next = workload.cutover.steps.find(({ state }) => state !== 'done');
  const reasonOf = ({ number, check }: StepView) => {
    const { bake } = weightTrack(workload.cutover, now);
    if (bake && !bake.isOver && bake.until) {
      return t('canary.complete.baking', {
        number: String(bake.number),
        at: instant(bake.until),
        next: String(number),
      });
    }
    return check.type === 'observation'
      ? t('canary.complete.seen', {
          next: String(number),
          condition: conditionOf(check),
        })
      : undefined;
  };
  const color = theme.page?.fontColor;
  return (
    <>
      {next && (
        <LockedButton
          variant="outlined"
          reason={reasonOf(next)}
          missing={
            may.allowed || may.loading ? undefined : stepCompletePermission.name
          }
          style={{
            color,
            borderColor: color,
            minHeight: 40,
          }}
          onClick={() =>
            setOpened({
              ...{ workload, step: next },
              action: next.waitingForSecond ? 'confirm' : 'complete',
            })
          }
        >
          {t('canary.complete.action', { number: String(next.number) })}
        </LockedButton>
      )}
      {opened && (
        <StepDialog
          opened={opened}
          now={workload}
          onClose={() => setOpened(undefined)}
          onChanged={() => {
            setOpened(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
};
