import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type { CanaryView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { NoteDialog } from '../states/NoteDialog';
import { useInstantText } from '../time/Time';
import {
  changeSince,
  type GuardrailChange,
  type OpenedGuardrail,
} from './openedGuardrail';
import { useCanaryWords } from './useCanaryWords';

/** Words for what is another by now. */
function useChangeWords() {
  const { t } = useTexts();
  const { percent } = useCanaryWords();
  const instant = useInstantText();
  return (one: GuardrailChange) => {
    switch (one.change) {
      case 'bake':
        return t('canary.guardrails.changed.bake', {
          number: String(one.bake.number),
          percent: percent(one.bake.percent),
          at: instant(one.bake.since),
        });
      case 'verdict':
        return t('canary.guardrails.changed.verdict', {
          verdict: t(`canary.guardrails.verdicts.${one.guardrail.verdict}`),
        });
      default:
        return t(`canary.guardrails.changed.${one.change}`);
    }
  };
}

/** A person says whether a guardrail holds at the weight that bakes, or takes it back. */
export const GuardrailDialog = ({
  workloadId,
  opened,
  now,
  onClose,
  onChanged,
}: {
  workloadId: string;
  /** Is shown and sent as long as the dialog stands. */
  opened: OpenedGuardrail;
  now: CanaryView;
  onClose: () => void;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { percent } = useCanaryWords();
  const wordsOf = useChangeWords();
  const { bake, guardrail } = opened;
  const withdraws = opened.statement === 'withdrawn';
  const change = changeSince(opened, now);
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
      changed={change && wordsOf(change)}
    >
      {!withdraws && (
        <RadioGroup
          aria-label={guardrail.title}
          value={statement}
          style={{ marginBottom: 16 }}
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
