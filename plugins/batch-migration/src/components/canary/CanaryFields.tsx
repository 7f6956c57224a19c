import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import type {
  CanaryPlan,
  RollbackPlan,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { GuardrailFields } from './GuardrailFields';
import { NO_CANARY, orNone } from './guardrailDraft';

const NO_ROLLBACK: RollbackPlan = {
  ...{ command: '', url: null, rehearsedOn: null, rehearsedSeconds: null },
};

/** `null` where nothing is written, and where it is no number yet. */
const numberOf = (text: string) =>
  text === '' || !Number.isFinite(Number(text)) ? null : Number(text);

/** The part of a plan for a service that moves by weights. */
export const CanaryFields = ({
  canary,
  onChange,
  problem,
}: {
  canary: CanaryPlan | null;
  onChange: (canary: CanaryPlan | null) => void;
  /** The server's refusal. */
  problem?: string;
}) => {
  const { t } = useTexts();
  const shown = canary ?? NO_CANARY;
  const write = (change: Partial<CanaryPlan>) =>
    onChange(orNone({ ...shown, ...change }));
  const rollback = shown.rollback ?? NO_ROLLBACK;
  const writeRollback = (change: Partial<RollbackPlan>) => {
    const next = { ...rollback, ...change };
    // A way back without a command is none, but what stands beside it is kept while it is typed.
    const isEmpty =
      !next.command &&
      !next.url &&
      !next.rehearsedOn &&
      next.rehearsedSeconds === null;
    write({ rollback: isEmpty ? null : next });
  };
  const field = (name: keyof RollbackPlan | keyof CanaryPlan) => ({
    fullWidth: true,
    margin: 'dense' as const,
    variant: 'outlined' as const,
    id: `plan-canary-${name}`,
    error: problem !== undefined && new RegExp(`\\b${name}\\b`).test(problem),
  });
  return (
    <Box component="fieldset" border={0} p={0} my={1}>
      <legend>{t('canary.guardrails.title')}</legend>
      <GuardrailFields
        guardrails={shown.guardrails}
        onChange={guardrails => write({ guardrails })}
      />
      <TextField
        {...field('command')}
        label={t('canary.fields.command')}
        multiline
        value={rollback.command}
        onChange={({ target }) => writeRollback({ command: target.value })}
      />
      <TextField
        {...field('url')}
        label={t('canary.fields.url')}
        type="url"
        value={rollback.url ?? ''}
        onChange={({ target }) => writeRollback({ url: target.value || null })}
      />
      <Box display="flex" style={{ gap: 8 }}>
        <TextField
          {...field('rehearsedOn')}
          label={t('canary.fields.rehearsedOn')}
          type="date"
          InputLabelProps={{ shrink: true }}
          value={rollback.rehearsedOn ?? ''}
          onChange={({ target }) =>
            writeRollback({ rehearsedOn: target.value || null })
          }
        />
        <TextField
          {...field('rehearsedSeconds')}
          label={t('canary.fields.rehearsedSeconds')}
          type="number"
          value={rollback.rehearsedSeconds ?? ''}
          onChange={({ target }) =>
            writeRollback({ rehearsedSeconds: numberOf(target.value) })
          }
        />
      </Box>
      <TextField
        {...field('monitoringUrl')}
        label={t('canary.fields.monitoringUrl')}
        type="url"
        value={shown.monitoringUrl ?? ''}
        onChange={({ target }) =>
          write({ monitoringUrl: target.value || null })
        }
      />
      <TextField
        {...field('requestsPerTarget')}
        label={t('canary.fields.requestsPerTarget')}
        type="number"
        value={shown.requestsPerTarget ?? ''}
        onChange={({ target }) =>
          write({ requestsPerTarget: numberOf(target.value) })
        }
      />
    </Box>
  );
};
