import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import type { DerivedWord } from './derivedWords';
import { LoadedAnswer } from './LoadedAnswer';

/** More of one kind say nothing new to a person. */
const SHOWN = 30;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: theme.spacing(0.5, 0), padding: 0 },
    item: { borderTop: `1px solid ${tokens.rule}` },
    name: {
      font: 'inherit',
      fontWeight: 600,
      color: tokens.link,
      background: 'none',
      border: 0,
      padding: '4px 0',
      minHeight: 24,
      minWidth: 24,
      textAlign: 'left',
      textDecoration: 'underline',
      cursor: 'pointer',
      borderRadius: 4,
      '&:focus-visible': { outline: `2px solid ${tokens.target}` },
      [theme.breakpoints.down('sm')]: { minHeight: 40 },
    },
    answer: { padding: theme.spacing(0, 0, 1) },
  };
});

export interface WhyEachProps {
  workloads: ReadonlyArray<{ id: string; name: string }>;
  /** The word that is said of all of them. */
  word: DerivedWord;
}

/**
 * Workloads of which one word is said. The first answers at once and the others
 * on demand: one after the other is read, and none that nobody asks about.
 */
export const WhyEach = ({ workloads, word }: WhyEachProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const [open, setOpen] = useState<string | undefined>(workloads[0]?.id);
  const more = workloads.length - SHOWN;
  return (
    <>
      <ul className={styles.list}>
        {workloads.slice(0, SHOWN).map(workload => {
          const { id, name } = workload;
          const isOpen = open === id;
          return (
            <li key={id} className={styles.item}>
              <button
                type="button"
                className={styles.name}
                aria-expanded={isOpen}
                onClick={() => setOpen(isOpen ? undefined : id)}
              >
                {name}
              </button>
              {isOpen && (
                <div className={styles.answer}>
                  <LoadedAnswer workload={workload} word={word} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {more > 0 && <div>{t('why.more', { count: more })}</div>}
    </>
  );
};
