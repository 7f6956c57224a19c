import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import Radio from '@material-ui/core/Radio';
import {
  STRATEGIES,
  type DecisionRecord,
  type OwnerProposal,
  type Plan,
  type RequirementTemplate,
  type ScheduleSpec,
  type Strategy,
} from 'backstage-plugin-batch-migration-common';
import { Fragment } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { TextField } from '../states/TextField';
import { CanaryFields } from '../canary/CanaryFields';
import { ProposedOwner } from '../owners/ProposedOwner';
import { IntendedFields } from './IntendedFields';
import { RequirementFields } from './RequirementFields';

export interface PlanFieldsProps {
  plan: Plan;
  onChange: (plan: Plan) => void;
  /** The server's refusal; the field that it names is marked. */
  problem?: string;
  /** Who may own it, where nobody does. */
  ownerProposals?: readonly OwnerProposal[];
  /** Of the legacy side; without, no other one can be meant. */
  schedule?: ScheduleSpec | null;
  /** What plans of this role may ask for. */
  library?: readonly RequirementTemplate[];
  language?: 'en' | 'ja';
  /** Only services move by weights. */
  isService?: boolean;
}

const TEXT_FIELDS = [
  { field: 'targetPlatform', name: 'targetPlatform' },
  { field: 'wave', name: 'wave' },
  { field: 'ownerRef', name: 'owner' },
  { field: 'reviewDate', name: 'reviewDate' },
  { field: 'notes', name: 'notes' },
] as const;

/** Candidates with one reason each; exactly one is adopted. */
const Decision = ({
  decision,
  onChange,
}: {
  decision: DecisionRecord | null;
  onChange: (decision: DecisionRecord | null) => void;
}) => {
  const { t } = useTexts();
  const candidates = decision?.candidates ?? [];
  const write = (next: DecisionRecord['candidates']) =>
    onChange(next.length === 0 ? null : { candidates: next });
  return (
    <Box component="fieldset" border={0} p={0} my={1}>
      <legend>{t('plan.decision')}</legend>
      {candidates.map((candidate, index) => {
        const replace = (change: Partial<typeof candidate>) =>
          write(
            candidates.map((other, place) =>
              place === index ? { ...other, ...change } : other,
            ),
          );
        const number = String(index + 1);
        return (
          <Box key={number} display="flex" alignItems="center">
            <Radio
              size="small"
              checked={candidate.adopted}
              inputProps={{ 'aria-label': t('plan.adopt', { number }) }}
              onChange={() =>
                write(
                  candidates.map((other, place) => ({
                    ...other,
                    adopted: place === index,
                  })),
                )
              }
            />
            <TextField
              size="small"
              margin="dense"
              value={candidate.name}
              inputProps={{ 'aria-label': t('plan.candidate', { number }) }}
              placeholder={t('plan.candidate', { number })}
              onChange={({ target }) => replace({ name: target.value })}
            />
            <TextField
              size="small"
              margin="dense"
              style={{ marginLeft: 8, flex: 1 }}
              value={candidate.reason}
              inputProps={{ 'aria-label': t('plan.reason', { number }) }}
              placeholder={t('plan.reason', { number })}
              onChange={({ target }) => replace({ reason: target.value })}
            />
          </Box>
        );
      })}
      <Button
        size="small"
        onClick={() =>
          write([
            ...candidates,
            { name: '', reason: '', adopted: candidates.length === 0 },
          ])
        }
      >
        {t('plan.addCandidate')}
      </Button>
    </Box>
  );
};

export const PlanFields = ({
  plan,
  onChange,
  problem,
  ownerProposals = [],
  schedule = null,
  library = [],
  language = 'en',
  isService = false,
}: PlanFieldsProps) => {
  const { t } = useTexts();
  const names = (field: string) =>
    problem !== undefined && new RegExp(`\\b${field}\\b`).test(problem);
  return (
    <>
      <TextField
        select
        fullWidth
        margin="dense"
        variant="outlined"
        id="plan-strategy"
        label={t('plan.strategy')}
        value={plan.strategy ?? ''}
        error={names('strategy')}
        onChange={({ target }) =>
          onChange({
            ...plan,
            strategy: target.value === '' ? null : (target.value as Strategy),
          })
        }
      >
        <MenuItem value="">–</MenuItem>
        {STRATEGIES.map(strategy => (
          <MenuItem key={strategy} value={strategy}>
            {t(`strategies.${strategy}`)}
          </MenuItem>
        ))}
      </TextField>
      {TEXT_FIELDS.map(({ field, name }) => (
        <Fragment key={field}>
          <TextField
            fullWidth
            margin="dense"
            variant="outlined"
            id={`plan-${field}`}
            label={t(`plan.${name}`)}
            type={field === 'reviewDate' ? 'date' : 'text'}
            InputLabelProps={field === 'reviewDate' ? { shrink: true } : {}}
            multiline={field === 'notes'}
            value={plan[field] ?? ''}
            error={names(field)}
            helperText={names(field) ? problem : t(`plan.help.${name}`)}
            onChange={({ target }) =>
              onChange({ ...plan, [field]: target.value || null })
            }
          />
          {field === 'ownerRef' && (
            <ProposedOwner
              proposals={ownerProposals}
              ownerRef={plan.ownerRef}
              onUse={ownerRef => onChange({ ...plan, ownerRef })}
            />
          )}
        </Fragment>
      ))}
      <Decision
        decision={plan.decision}
        onChange={decision => onChange({ ...plan, decision })}
      />
      <RequirementFields
        requirements={plan.requirements}
        onChange={requirements => onChange({ ...plan, requirements })}
        library={library}
        language={language}
      />
      {isService && (
        <CanaryFields
          canary={plan.canary ?? null}
          onChange={canary => onChange({ ...plan, canary })}
          problem={problem}
        />
      )}
      {schedule && (
        <IntendedFields
          intended={plan.intendedSchedule}
          onChange={intendedSchedule => onChange({ ...plan, intendedSchedule })}
          schedule={schedule}
          problem={problem}
        />
      )}
    </>
  );
};
