import Box from '@material-ui/core/Box';
import LockIcon from '@material-ui/icons/LockOutlined';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { MarkIcon } from './MarkIcon';
import { MARKS, type Row } from './rows';

/** How many lines are exact, change kind, need a look, are broken or off, and what is masked. */
export const MarkCounts = ({
  rows,
  maskedNames,
}: {
  rows: Row[];
  maskedNames: string[];
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const counts = MARKS.map(mark => ({
    mark,
    count: rows.filter(row => row.mark === mark).length,
  })).filter(({ mark, count }) => count > 0 || mark !== 'off');
  return (
    <Box px={2} py={1} fontSize={12} color={tokens.text2}>
      <Box
        component="ul"
        aria-label={t('import.marks.label')}
        display="flex"
        flexWrap="wrap"
        m={0}
        p={0}
        style={{ listStyle: 'none', gap: '4px 20px' }}
      >
        {counts.map(({ mark, count }) => (
          <Box
            component="li"
            key={mark}
            display="flex"
            alignItems="center"
            style={{ gap: 6 }}
          >
            <MarkIcon mark={mark} />
            {t(`import.marks.${mark}`, { count })}
          </Box>
        ))}
      </Box>
      <Box display="flex" alignItems="center" mt={1} style={{ gap: 6 }}>
        <LockIcon aria-hidden style={{ fontSize: 14 }} />
        <span>
          {t('import.editor.privacy')}{' '}
          {maskedNames.length > 0 &&
            t('import.editor.masked', {
              count: maskedNames.length,
              names: maskedNames.join(', '),
            })}
        </span>
      </Box>
    </Box>
  );
};
