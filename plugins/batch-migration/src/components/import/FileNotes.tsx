import Box from '@material-ui/core/Box';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { MAX_KB } from './crontabFile';
import type { Draft } from './useDraft';

/** What a person should know about the file or the size of the text; nothing is mended silently. */
export const FileNotes = ({
  draft: { file, problem, tooLargeKb, dismiss },
}: {
  draft: Draft;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const limit = String(MAX_KB);
  const problems: string[] = [];
  const notes: string[] = [];
  if (tooLargeKb !== null) {
    problems.push(
      t('import.file.textTooLarge', { size: String(tooLargeKb), limit }),
    );
  }
  if (problem?.reason === 'too-large') {
    const { name, kilobytes } = problem;
    problems.push(
      t('import.file.tooLarge', { name, size: String(kilobytes), limit }),
    );
  } else if (problem) {
    const { name, message } = problem;
    problems.push(t('import.file.unreadable', { name, message }));
  }
  if (file) {
    const { name } = file;
    if (file.notUtf8) notes.push(t('import.file.notUtf8', { name }));
    if (file.byteOrderMark) {
      notes.push(t('import.file.byteOrderMark', { name }));
    }
    if (file.carriageReturns > 0) {
      notes.push(
        t('import.file.carriageReturns', {
          name,
          count: file.carriageReturns,
        }),
      );
    }
    if (file.unterminated) notes.push(t('import.file.unterminated', { name }));
  }
  if (problems.length + notes.length === 0) return null;
  return (
    <Box
      role={problems.length > 0 ? 'alert' : 'status'}
      display="flex"
      alignItems="flex-start"
      px={2}
      py={0.5}
      fontSize={12}
      bgcolor={
        problems.length > 0 ? tokens.dangerSurface : tokens.warningSurface
      }
      color={problems.length > 0 ? tokens.dangerText : tokens.warningText}
      style={{ overflowWrap: 'anywhere' }}
    >
      <Box flex={1}>
        {[...problems, ...notes].map(words => (
          <div key={words}>{words}</div>
        ))}
      </Box>
      {(file || problem) && (
        <Button size="small" color="inherit" onClick={dismiss}>
          {t('import.file.dismiss')}
        </Button>
      )}
    </Box>
  );
};
