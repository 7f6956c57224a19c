import Box from '@material-ui/core/Box';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

/** So many rows are drawn at once: more take a browser seconds. */
export const ROWS_AT_ONCE = 100;

export const lastPage = (rows: number) =>
  Math.max(0, Math.ceil(rows / ROWS_AT_ONCE) - 1);

/** Which rows are drawn, and the way to newer and older ones. */
export const RunPages = ({
  rows,
  page,
  onTurn,
}: {
  rows: number;
  page: number;
  onTurn: (page: number) => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const last = lastPage(rows);
  if (last === 0) return null;
  const first = page * ROWS_AT_ONCE;
  // At either end it keeps the focus, which a disabled button loses.
  const turn = (to: number) => ({
    'aria-disabled': to < 0 || to > last,
    style:
      to < 0 || to > last ? { opacity: 0.5, cursor: 'default' } : undefined,
    onClick: () => onTurn(Math.min(Math.max(0, to), last)),
  });
  return (
    <Box display="flex" alignItems="center" flexWrap="wrap" mt={1}>
      <Button size="small" {...turn(page - 1)}>
        {t('runs.newer')}
      </Button>
      <Button size="small" {...turn(page + 1)}>
        {t('runs.older')}
      </Button>
      <Box ml={1} fontSize={13} component="span" aria-live="polite">
        {t('runs.rows', {
          first: numberText(first + 1),
          last: numberText(Math.min(rows, first + ROWS_AT_ONCE)),
          all: numberText(rows),
        })}
      </Box>
    </Box>
  );
};
