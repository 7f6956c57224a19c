import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { useSlash } from './useSlash';

const TYPING_MS = 400;

/** Waits until the person stops typing, so that one word is one question. */
export const TextFilter = ({
  value,
  grows = false,
  onChange,
}: {
  value: string;
  /** Takes what room is left in its line. */
  grows?: boolean;
  onChange: (text: string) => void;
}) => {
  const { t } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useSlash(field);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <TextField
      size="small"
      variant="outlined"
      type="search"
      placeholder={t('filters.textHint')}
      value={text}
      onChange={event => setText(event.target.value)}
      inputRef={field}
      inputProps={{
        'aria-label': t('filters.text'),
        'aria-keyshortcuts': '/',
      }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        ),
      }}
      style={{ marginLeft: 'auto', ...(grows && { flex: 1 }) }}
    />
  );
};
