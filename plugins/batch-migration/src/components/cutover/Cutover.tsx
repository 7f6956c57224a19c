import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import EditIcon from '@material-ui/icons/Edit';
import {
  planUpdatePermission,
  stepCompletePermission,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { Fragment, useState } from 'react';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { HandoverLink } from '../handover/HandoverLink';
import { LockedButton } from '../states/LockedButton';
import { Section } from '../states/Section';
import type { SavedPlan } from '../undo/UndoPlan';
import { EditSteps } from './EditSteps';
import { NoReturn } from './NoReturn';
import type { OpenedStep } from './openedStep';
import { StepDialog } from './StepDialog';
import { StepRow } from './StepRow';
import { useStepStyles } from './stepStyles';

/** The steps of a workload, in order, and from where on there is no way back. */
export const Cutover = ({
  workload,
  onChanged,
}: {
  workload: WorkloadDetail;
  /** With the plan of before, where it was the plan that changed. */
  onChanged: (saved?: SavedPlan) => void;
}) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const identityApi = useApi(identityApiRef);
  const { id, cutover } = workload;
  const { steps, pointOfNoReturn } = cutover;
  const [opened, setOpened] = useState<OpenedStep>();
  const [editing, setEditing] = useState(false);
  const user = useLoad(
    async () => (await identityApi.getBackstageIdentity()).userEntityRef,
    'user',
  ).value;
  const mayPlan = usePermission({
    permission: planUpdatePermission,
    resourceRef: id,
  });
  const mayComplete = usePermission({
    permission: stepCompletePermission,
    resourceRef: id,
  });
  const missing = mayComplete.allowed ? undefined : stepCompletePermission.name;
  const next = steps.find(({ state }) => state !== 'done')?.id;
  const undone = steps.filter(({ reversible }) => reversible).length;

  return (
    <Section
      title={t('cutover.title')}
      hint={
        steps.length > 0 &&
        t('cutover.hint', {
          undone: String(undone),
          final: String(steps.length - undone),
        })
      }
      action={
        <>
          <LockedButton
            missing={mayPlan.allowed ? undefined : planUpdatePermission.name}
            size="small"
            startIcon={<EditIcon />}
            onClick={() => setEditing(true)}
          >
            {t(steps.length > 0 ? 'cutover.edit' : 'cutover.choose')}
          </LockedButton>
          <HandoverLink workload={workload} />
        </>
      }
    >
      {steps.length === 0 && <p>{t('cutover.none')}</p>}
      <ol className={styles.list} aria-label={t('cutover.list')}>
        {steps.map(step => (
          <Fragment key={step.id}>
            {pointOfNoReturn?.stepId === step.id && (
              <NoReturn point={pointOfNoReturn} />
            )}
            <StepRow
              step={step}
              passed={pointOfNoReturn?.passed ?? null}
              isNext={step.id === next}
              missing={missing}
              user={user}
              onAct={action => setOpened({ workload, step, action })}
            />
          </Fragment>
        ))}
      </ol>
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
      {editing && (
        <EditSteps
          workload={workload}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            setEditing(false);
            onChanged(saved);
          }}
        />
      )}
    </Section>
  );
};
