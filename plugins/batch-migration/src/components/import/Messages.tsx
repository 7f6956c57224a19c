import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { Button } from '../buttons';
import { MarkIcon, SEVERITY_MARK } from './MarkIcon';
import type { Remark } from './rows';
import { useRemarkWords } from './useRemarkWords';

const AT_ONCE = 50;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: {
      listStyle: 'none',
      margin: 0,
      padding: theme.spacing(0.5, 2),
      maxHeight: 170,
      overflow: 'auto',
      fontSize: 12,
      color: tokens.text2,
      '& li': { display: 'flex', gap: 6, padding: '3px 0' },
    },
    line: {
      font: 'inherit',
      fontWeight: 600,
      color: tokens.link,
      background: 'none',
      border: 0,
      padding: 0,
      cursor: 'pointer',
      whiteSpace: 'nowrap',
      '&:hover': { textDecoration: 'underline' },
    },
  };
});

export interface MessagesProps {
  remarks: ReadonlyMap<number, Remark[]>;
  onLine: (line: number, column: number | null) => void;
}

/** Every message, linked to its line in the text area. */
export const Messages = ({ remarks, onLine }: MessagesProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const wordsOf = useRemarkWords();
  const [shown, setShown] = useState(AT_ONCE);
  const all = [...remarks].flatMap(([line, ofLine]) =>
    ofLine.map(remark => ({ line, remark })),
  );
  return (
    <ul className={styles.list} aria-label={t('import.messages.title')}>
      {all.length === 0 && <li>{t('import.messages.none')}</li>}
      {all.slice(0, shown).map(({ line, remark }, index) => (
        <li key={`${line} ${index}`}>
          <MarkIcon mark={SEVERITY_MARK[remark.severity]} />
          <button
            type="button"
            className={styles.line}
            onClick={() => onLine(line, remark.column)}
          >
            {t('import.messages.line', { line: String(line) })}
          </button>
          <span>
            <CodeText
              text={t('import.messages.ofLine', {
                severity: t(`import.severities.${remark.severity}`),
                message: wordsOf(remark),
              })}
            />
          </span>
        </li>
      ))}
      {all.length > shown && (
        <li>
          <Button size="small" onClick={() => setShown(shown + AT_ONCE)}>
            {t('import.messages.more', { count: all.length - shown })}
          </Button>
        </li>
      )}
    </ul>
  );
};
