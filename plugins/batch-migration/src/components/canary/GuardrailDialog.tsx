import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type {
  Bake,
  GuardrailView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { NoteDialog } from '../states/NoteDialog';
import { useCanaryWords } from './useCanaryWords';

/** A person says whether a guardrail holds at the weight that bakes, or takes it back. */
export const GuardrailDialog = ({
  workloadId,
  bake,
  guardrail,
  withdraws,
  onClose,
  onChanged,
}: {
  workloadId: string;
  bake: Bake;
  guardrail: GuardrailView;
  withdraws: boolean;
  onClose: () => void;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { percent } = useCanaryWords();
  const [statement, setStatement] = useState<'holds' | 'fails'>('holds');

  return (
    <NoteDialog
      id="guardrail-note"
      title={t('canary.guardrails.dialog', {
        number: String(bake.number),
        percent: percent(bake.percent),
        title: guardrail.title,
      })}
      label={t(withdraws ? 'cutover.reasonMaybe' : 'canary.guardrails.note')}
      isRequired={!withdraws}
      onSend={async note => {
        await api.stateGuardrail(workloadId, guardrail.id, {
          statement: withdraws ? 'withdrawn' : statement,
          stepId: bake.stepId,
          note: note || t('canary.guardrails.taken'),
        });
        onChanged();
      }}
      refused={message => t('canary.guardrails.refused', { message })}
      send={t(
        withdraws ? 'canary.guardrails.withdraw' : 'canary.guardrails.send',
      )}
      cancel={t('canary.guardrails.cancel')}
      onClose={onClose}
    >
      {!withdraws && (
        <RadioGroup
          aria-label={guardrail.title}
          value={statement}
          onChange={(_, value) => setStatement(value as 'holds' | 'fails')}
        >
          <FormControlLabel
            value="holds"
            control={<Radio color="primary" />}
            label={t('canary.guardrails.holds')}
          />
          <FormControlLabel
            value="fails"
            control={<Radio color="primary" />}
            label={t('canary.guardrails.failsChoice')}
          />
        </RadioGroup>
      )}
    </NoteDialog>
  );
};
