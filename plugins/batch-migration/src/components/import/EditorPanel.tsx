import UploadIcon from '@material-ui/icons/Publish';
import { useMemo, useRef, useState, type RefObject } from 'react';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { CrontabEditor, type EditorHandle } from './CrontabEditor';
import { FileNotes } from './FileNotes';
import { MarkCounts } from './MarkCounts';
import { columnInText } from './maskedColumn';
import { Messages } from './Messages';
import type { Remark, Row } from './rows';
import { Settings, type SettingsProps } from './Settings';
import type { Draft } from './useDraft';
import type { ImportAddress } from './useImportAddress';
import { useRemarkWords } from './useRemarkWords';
import type { ServersToChoose } from './useServersToChoose';

const HIDDEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
} as const;

export interface EditorPanelProps {
  draft: Draft;
  address: ImportAddress;
  servers: Load<ServersToChoose>;
  known: SettingsProps['known'];
  rows: Row[];
  remarks: ReadonlyMap<number, Remark[]>;
  editor: RefObject<EditorHandle>;
  activeLine: number;
  onActiveLine: (line: number) => void;
}

/** Where the crontab is from, its text, and what there is to say about its lines. */
export const EditorPanel = ({
  draft,
  address,
  servers,
  known,
  rows,
  remarks,
  editor,
  activeLine,
  onActiveLine,
}: EditorPanelProps) => {
  const { t } = useTexts();
  const wordsOf = useRemarkWords();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const { lines } = draft;
  const marks = useMemo(
    () => new Map(rows.map(({ line, mark }) => [line, mark])),
    [rows],
  );
  const remarkedLines = useMemo(() => [...remarks.keys()], [remarks]);
  const wrong = useMemo(
    () =>
      new Map(
        [...remarks].map(([line, ofLine]) => [
          line,
          ofLine
            .filter(({ column, ...remark }) => column && isMarked(remark))
            .map(
              ({ column }) =>
                lines[line - 1] && columnInText(lines[line - 1], column!),
            )
            .filter((column): column is number => column !== undefined),
        ]),
      ),
    [remarks, lines],
  );

  return (
    <Section
      title={t('import.editor.title')}
      hint={t('import.editor.hint')}
      action={
        <>
          <input
            ref={input}
            type="file"
            aria-label={t('import.editor.choose')}
            tabIndex={-1}
            style={HIDDEN}
            onChange={({ target }) => {
              const [file] = Array.from(target.files ?? []);
              if (file) draft.read(file);
              // The same file can be chosen again after it was corrected.
              target.value = '';
            }}
          />
          <Button
            size="small"
            startIcon={<UploadIcon />}
            onClick={() => input.current?.click()}
          >
            {t('import.editor.choose')}
          </Button>
        </>
      }
      flush
    >
      <Settings
        address={address}
        servers={servers.value ?? { items: [], isCut: false }}
        known={known}
      />
      {servers.error && (
        <Loaded load={servers} what={t('states.what.servers')} boxes={[]}>
          {() => null}
        </Loaded>
      )}
      <FileNotes draft={draft} />
      <CrontabEditor
        ref={editor}
        text={draft.text}
        onChange={draft.type}
        onFile={draft.read}
        lines={lines}
        marks={marks}
        wrong={wrong}
        remarkedLines={remarkedLines}
        activeLine={activeLine}
        onActiveLine={onActiveLine}
        onMoved={line => {
          const [first] = (line && remarks.get(line)) || [];
          setSaid(
            first
              ? t('import.editor.atLine', {
                  line: String(line),
                  message: wordsOf(first),
                })
              : t('import.editor.noMarked'),
          );
        }}
        describedBy="import-editor-keys"
      />
      <span id="import-editor-keys" style={HIDDEN}>
        {t('import.editor.keys')}
      </span>
      <span aria-live="polite" style={HIDDEN}>
        {said}
      </span>
      <MarkCounts rows={rows} maskedNames={draft.maskedNames} />
      <Messages
        remarks={remarks}
        onLine={(line, column) => {
          const masked = lines[line - 1];
          editor.current?.focusLine(
            line,
            (column && masked && columnInText(masked, column)) || 1,
          );
        }}
      />
    </Section>
  );
};

/** Tinted in the text: errors, and the percent sign at which cron cuts the command. */
function isMarked(
  remark: Pick<Remark, 'severity' | 'own'> & { code?: string },
): boolean {
  return (
    remark.own === null &&
    (remark.severity === 'error' || remark.code === 'command-cut-at-percent')
  );
}
