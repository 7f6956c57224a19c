import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowIcon from '@material-ui/icons/ArrowDropDown';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';

export interface FilterOption {
  value: string;
  label: string;
  count?: number;
}

export interface FilterMenuProps {
  label: string;
  options: FilterOption[];
  selected: string[];
  onChange: (selected: string[]) => void;
}

/** One filter; its values are alternatives. */
export const FilterMenu = ({
  label,
  options,
  selected,
  onChange,
}: FilterMenuProps) => {
  const { t } = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // What the address asks for stays visible, even when no workload has it.
  const shown = [
    ...options,
    ...selected
      .filter(value => !options.some(option => option.value === value))
      .map(value => ({ value, label: value, count: undefined })),
  ];
  const toggle = (value: string) =>
    onChange(
      selected.includes(value)
        ? selected.filter(other => other !== value)
        : [...selected, value],
    );
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        endIcon={<ArrowIcon />}
        onClick={event => setAnchor(event.currentTarget)}
        color={selected.length > 0 ? 'primary' : 'default'}
        style={{ borderRadius: 16, textTransform: 'none', minHeight: 32 }}
      >
        {selected.length > 0
          ? t('filters.active', { label, selected: String(selected.length) })
          : label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        transitionDuration={0}
      >
        {shown.length === 0 && (
          <MenuItem disabled>{t('filters.nothing')}</MenuItem>
        )}
        {shown.map(({ value, label: words, count }) => (
          <MenuItem
            key={value}
            role="menuitemcheckbox"
            aria-checked={selected.includes(value)}
            onClick={() => toggle(value)}
            dense
          >
            <Checkbox
              size="small"
              checked={selected.includes(value)}
              tabIndex={-1}
              inputProps={{ 'aria-hidden': true }}
              style={{ padding: 4 }}
            />
            {words}
            {count !== undefined && ` (${count})`}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
