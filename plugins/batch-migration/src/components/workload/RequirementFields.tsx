import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import IconButton from '@material-ui/core/IconButton';
import NativeSelect from '@material-ui/core/NativeSelect';
import TextField from '@material-ui/core/TextField';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import {
  REQUIREMENT_CHECKS,
  toRequirement,
  type Requirement,
  type RequirementTemplate,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

export interface RequirementFieldsProps {
  requirements: readonly Requirement[];
  onChange: (requirements: Requirement[]) => void;
  /** What is proposed for the type of role. */
  library: readonly RequirementTemplate[];
  language: 'en' | 'ja';
}

/** Only what its check asks for: the rest would be refused or not read. */
function withCheck(
  { id, text, evidence, expiresOn }: Requirement,
  check: Requirement['check'],
): Requirement {
  return {
    ...{ id, text, check },
    ...(evidence !== undefined && { evidence }),
    ...(check === 'attestation' && expiresOn !== undefined && { expiresOn }),
  };
}

/** An id that no other requirement of the plan has. */
function ownId(requirements: readonly Requirement[]): string {
  const taken = new Set(requirements.map(({ id }) => id));
  let number = requirements.length + 1;
  while (taken.has(`own-${number}`)) number += 1;
  return `own-${number}`;
}

const RequirementRow = ({
  requirement,
  number,
  onChange,
  onRemove,
}: {
  requirement: Requirement;
  number: string;
  onChange: (requirement: Requirement) => void;
  onRemove: () => void;
}) => {
  const { t } = useTexts();
  const { text, check, evidence = '', expiresOn = '' } = requirement;
  return (
    <Box mb={1}>
      <Box display="flex" alignItems="center">
        <TextField
          fullWidth
          size="small"
          margin="dense"
          multiline
          value={text}
          inputProps={{
            'aria-label': t('planDetails.requirement', { number }),
          }}
          onChange={({ target }) =>
            onChange({ ...requirement, text: target.value })
          }
        />
        <IconButton
          size="small"
          aria-label={t('planDetails.remove', { number })}
          onClick={onRemove}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </Box>
      <Box display="flex" style={{ gap: 8 }}>
        <NativeSelect
          value={check ?? ''}
          inputProps={{ 'aria-label': t('planDetails.check', { number }) }}
          onChange={({ target }) =>
            onChange(
              withCheck(
                requirement,
                REQUIREMENT_CHECKS.find(one => one === target.value) ?? null,
              ),
            )
          }
        >
          <option value="">{t('planDetails.noCheck')}</option>
          {REQUIREMENT_CHECKS.map(one => (
            <option key={one} value={one}>
              {t(`plan.checks.${one}`)}
            </option>
          ))}
        </NativeSelect>
        {check && (
          <TextField
            size="small"
            margin="dense"
            style={{ flex: 1 }}
            value={evidence}
            type={check === 'link' ? 'url' : 'text'}
            placeholder={t(`planDetails.evidenceHint.${check}`)}
            inputProps={{ 'aria-label': t('planDetails.evidence', { number }) }}
            onChange={({ target }) =>
              onChange({
                ...requirement,
                evidence: target.value || undefined,
              })
            }
          />
        )}
        {check === 'attestation' && (
          <TextField
            size="small"
            margin="dense"
            type="date"
            value={expiresOn}
            inputProps={{
              'aria-label': t('planDetails.expiresOn', { number }),
            }}
            onChange={({ target }) =>
              onChange({
                ...requirement,
                expiresOn: target.value || undefined,
              })
            }
          />
        )}
      </Box>
    </Box>
  );
};

/** What must be made sure of, from the library or one's own, each with its check. */
export const RequirementFields = ({
  requirements,
  onChange,
  library,
  language,
}: RequirementFieldsProps) => {
  const { t } = useTexts();
  const known = new Set(requirements.map(({ id }) => id));
  return (
    <Box component="fieldset" border={0} p={0} my={1}>
      <legend>{t('plan.requirements')}</legend>
      {requirements.map((requirement, index) => (
        <RequirementRow
          key={requirement.id}
          requirement={requirement}
          number={String(index + 1)}
          onChange={next =>
            onChange(
              requirements.map((other, place) =>
                place === index ? next : other,
              ),
            )
          }
          onRemove={() =>
            onChange(requirements.filter((_, place) => place !== index))
          }
        />
      ))}
      <Button
        size="small"
        onClick={() =>
          onChange([
            ...requirements,
            { id: ownId(requirements), text: '', check: null },
          ])
        }
      >
        {t('planDetails.own')}
      </Button>
      {library.length > 0 && (
        <details>
          <summary style={{ lineHeight: '24px' }}>
            {t('planDetails.library')}
          </summary>
          {library.map(template => (
            <FormControlLabel
              key={template.id}
              style={{ display: 'flex', alignItems: 'flex-start' }}
              control={
                <Checkbox
                  color="primary"
                  size="small"
                  style={{ paddingTop: 0, paddingBottom: 0 }}
                  checked={known.has(template.id)}
                  onChange={({ target }) =>
                    onChange(
                      target.checked
                        ? [...requirements, toRequirement(template, language)]
                        : requirements.filter(({ id }) => id !== template.id),
                    )
                  }
                />
              }
              label={
                <span style={{ fontSize: 13 }}>{template.text[language]}</span>
              }
            />
          ))}
        </details>
      )}
    </Box>
  );
};
