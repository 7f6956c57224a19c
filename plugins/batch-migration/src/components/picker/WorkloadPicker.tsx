import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import FormHelperText from '@material-ui/core/FormHelperText';
import Paper from '@material-ui/core/Paper';
import makeStyles from '@material-ui/core/styles/makeStyles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import {
  createContext,
  useContext,
  useState,
  type HTMLAttributes,
} from 'react';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLamps } from '../lamps/Lamps';
import { refName } from '../links';
import { Loaded } from '../states/Loaded';
import { LoadError } from '../states/LoadError';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';
import {
  asIds,
  missingSecrets,
  refusalOf,
  takenKind,
  type FormAnswers,
  type TakenKind,
} from './takeable';
import { MOST_SHOWN, usePickable } from './usePickable';

export type WorkloadPickerProps = FieldExtensionComponentProps<string[]>;

/** A chosen id that is looked up, or that the server refuses. */
type Option =
  | WorkloadView
  | { id: string; name: undefined; isRefused: boolean };

const isKnown = (option: Option): option is WorkloadView =>
  option.name !== undefined;

const MoreOptions = createContext('');

/** What cannot be chosen is faint; why it cannot is there to be read. */
const useStyles = makeStyles({
  option: { '&[aria-disabled="true"]': { opacity: 1 } },
  refused: { '& > *': { opacity: 0.5 }, '& > $reason': { opacity: 1 } },
  reason: {},
});

/** The options, and below them how many more there are. */
const OptionsPaper = ({ children, ...props }: HTMLAttributes<HTMLElement>) => {
  const tokens = useTokens();
  const words = useContext(MoreOptions);
  return (
    <Paper {...props}>
      {children}
      <Box
        role="status"
        px={2}
        py={words ? 1 : 0}
        fontSize={13}
        color={tokens.text2}
      >
        {words}
      </Box>
    </Paper>
  );
};

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
  const styles = useStyles();
  const tokens = useTokens();
  const { locale } = useEstate();
  const refusal = refusalOf(workload, answers, taken);
  return (
    <Box
      className={refusal && styles.refused}
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      width="100%"
      style={{ gap: '0 12px' }}
    >
      <WorkloadLamps workload={workload} />
      <b>{workload.name}</b>
      <span>
        {workload.scheduleText?.[locale.startsWith('ja') ? 'ja' : 'en'] ??
          workload.schedule?.expression}
      </span>
      <span
        className={styles.reason}
        style={{ color: refusal ? tokens.dangerText : tokens.text2 }}
      >
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
  const styles = useStyles();
  const tokens = useTokens();
  const ids = asIds(formData);
  const answers: FormAnswers = formContext?.formData ?? {};
  const taken = takenKind(uiSchema?.['ui:options']);
  const ownWords = useOwnWords();
  const labelOf = (option: Option) => {
    if (isKnown(option)) return option.name;
    return option.isRefused
      ? t('picker.unknown', { id: option.id })
      : option.id;
  };
  const whyNot = (workload: WorkloadView) =>
    refusalOf(workload, answers, taken);
  const [typed, setTyped] = useState('');
  const { read, isCut, find, others, search, isSearching } = usePickable(
    taken,
    ids,
    typed,
  );
  const wanted = typed.trim().toLowerCase();
  const isFound =
    isCut && wanted !== '' && !isSearching && Boolean(search.value);

  return (
    <Loaded load={read} what={t('states.what.workloads')} boxes={[56]}>
      {({ items, totalItems }) => {
        const value: Option[] = ids.map(id => {
          const found = find(id);
          return found ?? { id, name: undefined, isRefused: found === null };
        });
        const refused = value.filter(option =>
          isKnown(option) ? whyNot(option) : option.isRefused,
        );
        const matching = (
          isFound
            ? search.value!.items
            : items.filter(({ name }) => name.toLowerCase().includes(wanted))
        ).filter(({ id }) => !ids.includes(id));
        const shown = matching.slice(0, MOST_SHOWN);
        const unread = () => {
          if (isFound) {
            return search.value!.totalItems - search.value!.items.length;
          }
          return wanted === '' ? totalItems - items.length : 0;
        };
        const more = matching.length - shown.length + unread();
        const moreWords = () => {
          if (isSearching) return t('picker.searching');
          if (search.error) {
            return t('picker.notSearched', { message: ownWords(search.error) });
          }
          return more > 0 ? t('filters.moreValues', { count: more }) : '';
        };
        const free = numberText(items.filter(one => !whyNot(one)).length);
        const countText = () => {
          const all = numberText(totalItems);
          const count =
            taken === 'resident' ? 'picker.countWorkers' : 'picker.count';
          return isCut
            ? t(`${count}Read`, { all, free, read: numberText(items.length) })
            : t(count, { all, free });
        };
        return (
          <MoreOptions.Provider value={moreWords()}>
            <Autocomplete<Option, true>
              multiple
              disableCloseOnSelect
              filterSelectedOptions
              id={idSchema?.$id}
              classes={{ option: styles.option }}
              // Where its options are, in ARIA's present words.
              aria-controls={idSchema && `${idSchema.$id}-popup`}
              // Those chosen are hidden.
              options={[...shown, ...value]}
              filterOptions={all => all}
              inputValue={typed}
              // Without an event it is only that the field was drawn anew.
              onInputChange={(event, text) => event && setTyped(text)}
              PaperComponent={OptionsPaper}
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
                    label={labelOf(option)}
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
            {others.error && (
              <LoadError
                what={t('states.what.workloads')}
                error={others.error}
                onRetry={others.reload}
              />
            )}
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
              {countText()}
            </Box>
          </MoreOptions.Provider>
        );
      }}
    </Loaded>
  );
};

/** Chooses workloads of the kind that the golden path takes; its value is the list of their ids. */
export const WorkloadPicker = (props: WorkloadPickerProps) => (
  <EstateProvider>
    {/* The frame of the form has another one. */}
    <Box fontFamily="fontFamily">
      <Picker {...props} />
    </Box>
  </EstateProvider>
);
