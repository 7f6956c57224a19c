import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import NativeSelect from '@material-ui/core/NativeSelect';
import Typography from '@material-ui/core/Typography';
import {
  stepsOfTemplate,
  templatesFor,
  type CutoverStep,
  type Kind,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

/** Steps to begin with: those that fit the kind of the workload first. */
export const ChooseTemplate = ({
  kind,
  onTake,
}: {
  kind: Kind;
  onTake: (steps: CutoverStep[]) => void;
}) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const language = locale.startsWith('ja') ? 'ja' : 'en';
  const templates = templatesFor(kind);
  const [id, setId] = useState(templates[0].id);
  const chosen = templates.find(template => template.id === id)!;
  const steps = stepsOfTemplate(chosen, language);
  const groups = [
    {
      label: t('cutover.fits', { kind: t(`kinds.${kind}`) }),
      of: templates.filter(({ kinds }) => kinds.includes(kind)),
    },
    {
      label: t('cutover.others'),
      of: templates.filter(({ kinds }) => !kinds.includes(kind)),
    },
  ];
  return (
    <div>
      <FormControl fullWidth>
        <InputLabel htmlFor="cutover-template">
          {t('cutover.choose')}
        </InputLabel>
        <NativeSelect
          id="cutover-template"
          value={id}
          onChange={({ target }) => setId(target.value)}
        >
          {groups.map(({ label, of }) => (
            <optgroup key={label} label={label}>
              {of.map(template => (
                <option key={template.id} value={template.id}>
                  {template.name[language]}
                </option>
              ))}
            </optgroup>
          ))}
        </NativeSelect>
      </FormControl>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('cutover.templateSteps', {
          steps: String(steps.length),
          final: String(steps.findIndex(({ reversible }) => !reversible) + 1),
        })}
      </Typography>
      <Button variant="outlined" color="primary" onClick={() => onTake(steps)}>
        {t('cutover.take')}
      </Button>
    </div>
  );
};
