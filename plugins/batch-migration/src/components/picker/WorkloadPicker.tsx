import { useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import FormHelperText from '@material-ui/core/FormHelperText';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLamps } from '../lamps/Lamps';
import { refName } from '../links';
import { Loaded } from '../states/Loaded';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import {
  asIds,
  missingSecrets,
  refusalOf,
  takenKind,
  type FormAnswers,
  type TakenKind,
} from './takeable';

export type WorkloadPickerProps = FieldExtensionComponentProps<string[]>;

const PAGE = 200;
/** A picker of more than this is no help; the rest is reached from a role's tab. */
const MOST_PAGES = 10;

/** A prefilled id that no workload has, or that this person may not read. */
type Option = WorkloadView | { id: string; name: undefined };

const isKnown = (option: Option): option is WorkloadView =>
  option.name !== undefined;

const OptionRow = ({
  workload,
  answers,
  taken,
}: {
  workload: WorkloadView;
  answers: FormAnswers;
  taken: TakenKind;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { locale } = useEstate();
  const refusal = refusalOf(workload, answers, taken);
  return (
    <Box display="flex" alignItems="center" width="100%" style={{ gap: 12 }}>
      <WorkloadLamps workload={workload} />
      <b>{workload.name}</b>
      <span>
        {workload.scheduleText?.[locale.startsWith('ja') ? 'ja' : 'en'] ??
          workload.schedule?.expression}
      </span>
      <span style={{ color: refusal ? tokens.dangerText : tokens.text2 }}>
        {refusal
          ? t(`picker.refusals.${refusal}`)
          : t(`stages.${workload.assessment.stage}`)}
      </span>
      <span style={{ marginLeft: 'auto', color: tokens.text2 }}>
        {[...workload.serverRefs.slice(0, 1), workload.roleRef]
          .map(refName)
          .join(' · ')}
      </span>
    </Box>
  );
};

const Picker = ({
  formData,
  onChange,
  required,
  rawErrors = [],
  schema,
  idSchema,
  formContext,
  uiSchema,
}: WorkloadPickerProps) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const api = useApi(batchMigrationApiRef);
  const ids = asIds(formData);
  const answers: FormAnswers = formContext?.formData ?? {};
  const taken = takenKind(uiSchema?.['ui:options']);
  const whyNot = (workload: WorkloadView) =>
    refusalOf(workload, answers, taken);
  const workloads = useLoad(async signal => {
    const all: WorkloadView[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await api.workloads(
        {
          kind: [taken],
          orderBy: 'name',
          limit: PAGE,
          ...(cursor ? { cursor } : {}),
        },
        { signal },
      );
      all.push(...answer.items);
      if (!answer.nextCursor) break;
      cursor = answer.nextCursor;
    }
    return all;
  }, `picker ${taken}`);

  return (
    <Loaded load={workloads} what={t('states.what.workloads')} boxes={[56]}>
      {options => {
        const value: Option[] = ids.map(
          id =>
            options.find(option => option.id === id) ?? { id, name: undefined },
        );
        const refused = value.filter(
          option => !isKnown(option) || whyNot(option),
        );
        return (
          <>
            <Autocomplete<Option, true>
              multiple
              disableCloseOnSelect
              filterSelectedOptions
              id={idSchema?.$id}
              // A chosen one that is none of them is hidden like the other chosen.
              options={[...options, ...value.filter(one => !isKnown(one))]}
              value={value}
              getOptionLabel={option => option.name ?? option.id}
              getOptionSelected={(a, b) => a.id === b.id}
              getOptionDisabled={option =>
                !isKnown(option) || whyNot(option) !== undefined
              }
              onChange={(_, chosen) => onChange(chosen.map(({ id }) => id))}
              noOptionsText={t('picker.nothing')}
              renderTags={(chosen, tagProps) =>
                chosen.map((option, index) => (
                  <Chip
                    {...tagProps({ index })}
                    key={option.id}
                    size="small"
                    label={
                      option.name ?? t('picker.unknown', { id: option.id })
                    }
                  />
                ))
              }
              renderOption={option =>
                isKnown(option) ? (
                  <OptionRow
                    workload={option}
                    answers={answers}
                    taken={taken}
                  />
                ) : (
                  option.id
                )
              }
              renderInput={params => (
                <TextField
                  {...params}
                  variant="outlined"
                  label={schema?.title ?? t('picker.label')}
                  required={required}
                  error={rawErrors.length > 0 || refused.length > 0}
                  helperText={schema?.description ?? t('picker.help')}
                  // The browser's own check sees only the text, not the chips.
                  inputProps={{ ...params.inputProps, required: false }}
                />
              )}
            />
            {refused.map(option => (
              <Problem key={option.id}>
                {isKnown(option)
                  ? t('picker.refused', {
                      name: option.name,
                      reason: t(`picker.refusals.${whyNot(option)!}`),
                    })
                  : t('picker.unknown', { id: option.id })}
              </Problem>
            ))}
            {value
              .filter(isKnown)
              .flatMap(option =>
                missingSecrets(option, answers).map(secret => (
                  <FormHelperText key={`${option.id} ${secret}`}>
                    {t('picker.secret', { name: option.name, secret })}
                  </FormHelperText>
                )),
              )}
            <Box fontSize={12} color={tokens.text2}>
              {t(
                taken === 'resident' ? 'picker.countWorkers' : 'picker.count',
                {
                  free: numberText(
                    options.filter(option => !whyNot(option)).length,
                  ),
                  all: numberText(options.length),
                },
              )}
            </Box>
          </>
        );
      }}
    </Loaded>
  );
};

/** Chooses workloads of the kind that the golden path takes; its value is the list of their ids. */
export const WorkloadPicker = (props: WorkloadPickerProps) => (
  <EstateProvider>
    <Picker {...props} />
  </EstateProvider>
);
