import makeStyles from '@material-ui/core/styles/makeStyles';
import type { MaskedLine } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { partsOf } from './lineColours';
import { MarkIcon } from './MarkIcon';
import type { Mark } from './rows';

export const LINE_HEIGHT = 25;
/** Lines drawn above and below what is seen. */
const AROUND = 20;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    line: { position: 'absolute', left: 0, right: 0, height: LINE_HEIGHT },
    active: {
      background: tokens.targetSurface,
      boxShadow: `inset 2px 0 ${tokens.target}`,
    },
    gutter: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      boxSizing: 'border-box',
      paddingRight: 8,
      color: tokens.text3,
      fontSize: 12,
      height: LINE_HEIGHT,
      background: theme.palette.background.paper,
      userSelect: 'none',
      verticalAlign: 'top',
    },
    icon: { width: 18, display: 'inline-flex', justifyContent: 'center' },
    text: {
      verticalAlign: 'top',
      '@media (forced-colors: active)': { visibility: 'hidden' },
    },
    plain: {},
    comment: { color: tokens.text3 },
    name: { color: tokens.link },
    schedule: { color: tokens.legacyText },
    secret: { background: tokens.warningSurface, color: tokens.warningText },
    wrong: { background: tokens.dangerSurface, color: tokens.dangerText },
  };
});

export interface EditorLinesProps {
  lines: readonly MaskedLine[];
  marks: ReadonlyMap<number, Mark>;
  wrong: ReadonlyMap<number, number[]>;
  activeLine: number;
  /** Pixels above the first line. */
  top: number;
  /** Width of the gutter in pixels. */
  gutter: number;
  view: { top: number; height: number };
}

const NONE: number[] = [];

/** Line numbers, marks and colours behind the text area; it reads out its own text. */
export const EditorLines = ({
  lines,
  marks,
  wrong,
  activeLine,
  top,
  gutter,
  view,
}: EditorLinesProps) => {
  const styles = useStyles();
  const first = Math.max(0, Math.floor(view.top / LINE_HEIGHT) - AROUND);
  const last = Math.ceil((view.top + view.height) / LINE_HEIGHT) + AROUND;
  return (
    <div aria-hidden>
      {lines.slice(first, last).map(({ concealed }, index) => {
        const number = first + index + 1;
        const mark = marks.get(number);
        return (
          <div
            key={number}
            className={`${styles.line} ${
              number === activeLine ? styles.active : ''
            }`}
            style={{ top: top + (number - 1) * LINE_HEIGHT }}
            data-line={number}
          >
            <span className={styles.gutter} style={{ width: gutter }}>
              {number}
              <span className={styles.icon}>
                {mark && <MarkIcon mark={mark} />}
              </span>
            </span>
            <span className={styles.text}>
              {partsOf(
                concealed,
                mark === 'off',
                wrong.get(number) ?? NONE,
              ).map(({ text, part }, place) => (
                <span key={place} className={styles[part]}>
                  {text}
                </span>
              ))}
            </span>
          </div>
        );
      })}
    </div>
  );
};
