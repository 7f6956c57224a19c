import makeStyles from '@material-ui/core/styles/makeStyles';
import type { MaskedLine } from 'backstage-plugin-batch-migration-common';
import {
  forwardRef,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type DragEvent,
} from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { EditorLines, LINE_HEIGHT } from './EditorLines';
import { widthOf } from './lineColours';
import type { Mark } from './rows';

const GUTTER = 62;
const TOP = 8;
/** Until the browser has measured it, and where it cannot. */
const ASSUMED_HEIGHT = 600;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const font = {
    fontFamily: '"Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: 13,
    lineHeight: `${LINE_HEIGHT}px`,
    letterSpacing: 0,
    tabSize: 8,
    whiteSpace: 'pre' as const,
  };
  return {
    scroll: {
      position: 'relative',
      overflow: 'auto',
      height: 'min(58vh, 620px)',
      minHeight: 280,
      borderTop: `1px solid ${tokens.rule}`,
      borderBottom: `1px solid ${tokens.rule}`,
      background: theme.palette.background.paper,
      '&:focus-within': {
        outline: `2px solid ${tokens.link}`,
      },
    },
    dropping: { outline: `2px dashed ${tokens.link}`, outlineOffset: -4 },
    sheet: {
      ...font,
      position: 'relative',
      minWidth: '100%',
      minHeight: '100%',
      boxSizing: 'border-box',
      color: tokens.text1,
    },
    text: {
      ...font,
      position: 'absolute',
      top: 0,
      bottom: 0,
      left: GUTTER,
      right: 0,
      width: `calc(100% - ${GUTTER}px)`,
      height: '100%',
      boxSizing: 'border-box',
      margin: 0,
      padding: `${TOP}px 12px ${TOP}px 0`,
      border: 0,
      outline: 0,
      resize: 'none',
      overflow: 'hidden',
      background: 'transparent',
      // The coloured lines behind it show the same text, without the secrets.
      color: 'transparent',
      caretColor: tokens.text1,
      '&::placeholder': { color: tokens.text3, opacity: 1 },
      '&::selection': { color: 'transparent', background: tokens.hatch },
      '@media (forced-colors: active)': { color: 'CanvasText' },
    },
  };
});

export interface EditorHandle {
  /** Moves the caret to a line; both are 1-based. */
  focusLine: (line: number, column?: number) => void;
  /** Brings a line into view and leaves the focus where it is. */
  showLine: (line: number) => void;
}

export interface CrontabEditorProps {
  text: string;
  onChange: (text: string) => void;
  onFile: (file: File) => void;
  /** One entry a line of the text. */
  lines: readonly MaskedLine[];
  marks: ReadonlyMap<number, Mark>;
  /** 1-based columns in error, by line. */
  wrong: ReadonlyMap<number, number[]>;
  /** Lines with a message, ascending: Alt and an arrow move between them. */
  remarkedLines: readonly number[];
  activeLine: number;
  onActiveLine: (line: number) => void;
  onMoved: (line: number | undefined) => void;
  describedBy: string;
}

/** 1-based line of an offset. */
function lineAt(text: string, offset: number): number {
  let line = 1;
  for (
    let at = text.indexOf('\n');
    at >= 0 && at < offset;
    at = text.indexOf('\n', at + 1)
  ) {
    line += 1;
  }
  return line;
}

function offsetOf(text: string, line: number): number {
  let offset = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return offset;
}

/**
 * A text area over coloured lines, which are drawn only where they are seen:
 * a file of 10,000 lines stays quick to type in.
 */
export const CrontabEditor = forwardRef<EditorHandle, CrontabEditorProps>(
  (
    {
      text,
      onChange,
      onFile,
      lines,
      marks,
      wrong,
      remarkedLines,
      activeLine,
      onActiveLine,
      onMoved,
      describedBy,
    },
    handle,
  ) => {
    const { t } = useTexts();
    const styles = useStyles();
    const scroll = useRef<HTMLDivElement>(null);
    const area = useRef<HTMLTextAreaElement>(null);
    const [view, setView] = useState({ top: 0, height: ASSUMED_HEIGHT });
    const [dropping, setDropping] = useState(false);
    const columns = useMemo(() => Math.max(40, ...blockWidths(lines)), [lines]);

    const showLine = useCallback((line: number) => {
      const box = scroll.current;
      if (!box) return;
      const top = TOP + (line - 1) * LINE_HEIGHT;
      if (top < box.scrollTop) box.scrollTop = top - TOP;
      else if (top + LINE_HEIGHT > box.scrollTop + box.clientHeight) {
        box.scrollTop = top + 2 * LINE_HEIGHT - box.clientHeight;
      }
    }, []);

    const focusLine = useCallback(
      (line: number, column = 1) => {
        const box = area.current;
        if (!box) return;
        const start = offsetOf(box.value, line);
        const end = box.value.indexOf('\n', start);
        const at = Math.min(
          start + column - 1,
          end < 0 ? box.value.length : end,
        );
        box.focus({ preventScroll: true });
        box.setSelectionRange(at, at);
        showLine(line);
        onActiveLine(line);
      },
      [onActiveLine, showLine],
    );
    useImperativeHandle(handle, () => ({ focusLine, showLine }), [
      focusLine,
      showLine,
    ]);

    const walk = (event: KeyboardEvent<HTMLTextAreaElement>) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      const here = lineAt(text, event.currentTarget.selectionStart);
      const next =
        event.key === 'ArrowDown'
          ? remarkedLines.find(line => line > here) ?? remarkedLines[0]
          : [...remarkedLines].reverse().find(line => line < here) ??
            remarkedLines[remarkedLines.length - 1];
      if (next !== undefined) focusLine(next);
      onMoved(next);
    };

    const drop = (event: DragEvent) => {
      setDropping(false);
      const [file] = Array.from(event.dataTransfer.files);
      if (!file) return;
      event.preventDefault();
      onFile(file);
    };

    return (
      <div
        ref={scroll}
        className={`${styles.scroll} ${dropping ? styles.dropping : ''}`}
        onScroll={({ currentTarget }) =>
          setView({
            top: currentTarget.scrollTop,
            height: currentTarget.clientHeight || ASSUMED_HEIGHT,
          })
        }
        onDragOver={event => {
          if (!Array.from(event.dataTransfer.types).includes('Files')) return;
          event.preventDefault();
          setDropping(true);
        }}
        onDragLeave={() => setDropping(false)}
        onDrop={drop}
      >
        <div
          className={styles.sheet}
          style={{
            height: lines.length * LINE_HEIGHT + 2 * TOP,
            width: `calc(${columns + 2}ch + ${GUTTER + 12}px)`,
          }}
        >
          <EditorLines
            lines={lines}
            marks={marks}
            wrong={wrong}
            activeLine={activeLine}
            top={TOP}
            gutter={GUTTER}
            view={view}
          />
          <textarea
            ref={area}
            className={styles.text}
            value={text}
            placeholder={t('import.editor.empty')}
            aria-label={t('import.editor.label')}
            aria-describedby={describedBy}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            onChange={({ target }) => onChange(target.value)}
            onSelect={({ currentTarget }) =>
              onActiveLine(lineAt(text, currentTarget.selectionStart))
            }
            onKeyDown={walk}
          />
        </div>
      </div>
    );
  },
);

/** Widest line of each thousand: `Math.max` takes no 100,000 arguments. */
function blockWidths(lines: readonly MaskedLine[]): number[] {
  const widths: number[] = [];
  lines.forEach(({ concealed }, index) => {
    const block = Math.floor(index / 1000);
    widths[block] = Math.max(widths[block] ?? 0, widthOf(concealed));
  });
  return widths;
}
