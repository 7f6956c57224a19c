import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { CheckList } from './CheckList';
import { pickValues, SEARCHED_FROM, type FilterOption } from './pickValues';

export interface FilterValuesProps {
  label: string;
  options: readonly FilterOption[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
}

/** The values of one filter; among many one searches. Only what is shown is drawn. */
export const FilterValues = ({
  label,
  options,
  selected,
  onChange,
}: FilterValuesProps) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  // What is chosen goes on top when the list opens or is searched, and not
  // when it is ticked: no row leaves from under the pointer.
  const [{ text, onTop }, setAsked] = useState({ text: '', onTop: selected });
  const { shown, more } = useMemo(
    () => pickValues(options, onTop, text),
    [options, onTop, text],
  );
  const isSearched = options.length >= SEARCHED_FROM;
  const toggle = (value: string) =>
    onChange(
      selected.includes(value)
        ? selected.filter(other => other !== value)
        : [...selected, value],
    );
  const toList = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.currentTarget
      .closest('[role=dialog]')
      ?.querySelector<HTMLElement>('ul input:not(:disabled)')
      ?.focus();
  };
  const found = shown.length > 0 ? undefined : t('filters.nothing');
  return (
    <>
      {isSearched && (
        <Box px={2} pt={1}>
          <TextField
            size="small"
            variant="outlined"
            type="search"
            fullWidth
            // A dialog that opens has the focus somewhere.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            placeholder={t('filters.findValue')}
            value={text}
            onChange={({ target }) =>
              setAsked({ text: target.value, onTop: selected })
            }
            inputProps={{
              'aria-label': t('filters.findValueOf', { label }),
              onKeyDown: toList,
            }}
          />
        </Box>
      )}
      <CheckList
        label={label}
        items={shown.map(({ value, label: words, count }) => ({
          value,
          label:
            count === undefined ? words : `${words} (${numberText(count)})`,
          isChecked: selected.includes(value),
        }))}
        onToggle={toggle}
        hasFocus={!isSearched}
      />
      <Box
        role="status"
        px={2}
        pb={found || more > 0 ? 1 : 0}
        fontSize={13}
        color={tokens.text2}
      >
        {more > 0 ? t('filters.moreValues', { count: more }) : found}
      </Box>
    </>
  );
};
