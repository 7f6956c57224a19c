import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import type { FileIssue } from 'backstage-plugin-batch-migration-common';
import { useRef, useState } from 'react';
import { ServerWords } from '../../translations/said/ServerWords';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { useTableStyles } from '../workloads/tableStyles';

export interface FileTextProps {
  text: string;
  onChange: (text: string) => void;
  /** The server's refusal. */
  problem?: string;
  issues?: readonly FileIssue[];
}

/** The file: chosen or pasted, with what is wrong in it. */
export const FileText = ({
  text,
  onChange,
  problem,
  issues = [],
}: FileTextProps) => {
  const { t } = useTexts();
  const server = useServerText();
  const styles = useTableStyles();
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  /** Why the chosen file did not come in. */
  const [unread, setUnread] = useState<{ name: string; message: string }>();
  const change = (next: string) => {
    setUnread(undefined);
    onChange(next);
  };
  const read = async (chosen: File) => {
    try {
      change(await chosen.text());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      setUnread({ name: chosen.name, message });
    }
  };

  /** Puts the cursor where an issue is. */
  const goTo = ({ line, column }: FileIssue) => {
    const lines = text.split('\n').slice(0, line - 1);
    const at = lines.reduce((sum, one) => sum + one.length + 1, column - 1);
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  };

  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".yaml,.yml,application/yaml"
        style={{ display: 'none' }}
        aria-label={t('planFiles.choose')}
        onChange={({ target }) => {
          const [chosen] = Array.from(target.files ?? []);
          if (chosen) read(chosen);
          // The same file can be chosen again after it was mended.
          target.value = '';
        }}
      />
      <Button
        size="small"
        variant="outlined"
        onClick={() => file.current?.click()}
      >
        {t('planFiles.choose')}
      </Button>
      <TextField
        fullWidth
        multiline
        minRows={16}
        maxRows={16}
        margin="dense"
        variant="outlined"
        id="plan-file"
        label={t('planFiles.text')}
        value={text}
        inputRef={field}
        inputProps={{
          spellCheck: false,
          style: { fontFamily: 'monospace', fontSize: 12 },
        }}
        onChange={({ target }) => change(target.value)}
      />
      {unread && <Problem paragraph>{t('planFiles.unread', unread)}</Problem>}
      {problem && issues.length === 0 && (
        <Problem paragraph>
          {t('planFiles.refused', { message: server(problem) })}
        </Problem>
      )}
      {issues.length > 0 && (
        <Box role="alert" mb={2} overflow="auto">
          <table className={styles.table} aria-label={t('planFiles.issues')}>
            <caption style={{ textAlign: 'left' }}>
              {t('planFiles.issues')}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('planFiles.line')}</th>
                <th scope="col">{t('planFiles.column')}</th>
                <th scope="col">{t('planFiles.what')}</th>
              </tr>
            </thead>
            <tbody>
              {issues.map(issue => (
                <tr key={JSON.stringify(issue)}>
                  <td>
                    <Button size="small" onClick={() => goTo(issue)}>
                      {issue.line}
                    </Button>
                  </td>
                  <td>{issue.column}</td>
                  <td style={{ overflowWrap: 'anywhere' }}>
                    <ServerWords text={issue.message} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      )}
    </>
  );
};
