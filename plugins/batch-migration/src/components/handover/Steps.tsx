import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import LockIcon from '@material-ui/icons/Lock';
import PersonIcon from '@material-ui/icons/Person';
import UndoIcon from '@material-ui/icons/Undo';
import SeenIcon from '@material-ui/icons/Visibility';
import {
  stepWordsOf,
  type HandoverPlan,
  type HandoverStep,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Section } from '../states/Section';
import { useWords } from './words';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { margin: 0, padding: 0, listStyle: 'none' },
    step: {
      display: 'grid',
      gridTemplateColumns: '64px minmax(0, 1fr) auto 92px',
      padding: '6px 0',
      alignItems: 'center',
      columnGap: 8,
      minHeight: 40,
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      overflowWrap: 'anywhere',
    },
    time: { fontWeight: 500 },
    switch: { color: tokens.good },
    more: {
      gridColumn: '2 / -1',
      color: tokens.text2,
      paddingBottom: 8,
      '& > p': { margin: '2px 0' },
    },
    undo: {
      borderRadius: 12,
      minWidth: 72,
      padding: '0 8px',
      fontSize: 12,
      whiteSpace: 'nowrap',
    },
    final: { color: tokens.noReturn, fontSize: 13 },
  };
});

const Step = ({
  step,
  words: { text, check, undo },
  near,
}: {
  step: HandoverStep;
  words: { text: string; check: string; undo: string | null };
  near: string;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const Icon = step.confirmedBy === 'person' ? PersonIcon : SeenIcon;
  const isSwitch =
    step.action === 'remove-old-line' || step.action === 'target-starts';
  return (
    <li className={styles.step}>
      <time
        dateTime={step.at}
        className={`${styles.time} ${isSwitch ? styles.switch : ''}`}
        title={words.instant(step.at)}
      >
        {words.near(step.at, near)}
      </time>
      <span>{text}</span>
      <Icon
        fontSize="small"
        style={{ color: tokens.text2 }}
        titleAccess={t(`handover.steps.${step.confirmedBy}`)}
      />
      <Button
        size="small"
        variant="outlined"
        className={styles.undo}
        startIcon={
          step.reversible ? undo !== null && <UndoIcon /> : <LockIcon />
        }
        aria-expanded={open}
        aria-label={
          undo === null || !step.reversible
            ? t('handover.steps.details', { step: text })
            : t('handover.steps.undoOf', { step: text })
        }
        onClick={() => setOpen(shown => !shown)}
        style={step.reversible ? undefined : { color: tokens.noReturn }}
      >
        {!step.reversible && t('handover.steps.final')}
        {step.reversible &&
          t(undo === null ? 'handover.steps.how' : 'handover.steps.undo')}
      </Button>
      {open && (
        <div className={styles.more}>
          <p>{t('handover.steps.check', { check })}</p>
          {undo !== null && <p>{t('handover.steps.undoWith', { undo })}</p>}
        </div>
      )}
    </li>
  );
};

/** What happens when, who or what confirms it, and how to take it back. */
export const Steps = ({ plan }: { plan: HandoverPlan }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const words = useWords();
  const { steps, windows } = plan;
  const near = windows[0]?.switchAt ?? plan.from;
  const wordsOf = stepWordsOf(plan, {
    language: words.language,
    time: words.instant,
    name: text => text,
    prose: text => text,
  });
  const final = steps.filter(({ reversible }) => !reversible).length;
  const hint =
    final === 0
      ? t('handover.steps.reversible', { count: steps.length })
      : t('handover.steps.someFinal', {
          steps: String(steps.length),
          final: String(final),
        });
  return (
    <Section title={t('handover.steps.title')} hint={steps.length > 0 && hint}>
      {steps.length === 0 && <p>{t('handover.steps.none')}</p>}
      <ol className={styles.list}>
        {steps.map(step => (
          <Step
            key={`${step.at} ${step.action} ${step.jobIds.join()} ${
              step.place
            }`}
            step={step}
            words={wordsOf(step)}
            near={near}
          />
        ))}
      </ol>
      {steps.length > 0 && final === 0 && (
        <Box
          display="flex"
          alignItems="center"
          mt={1}
          className={styles.final}
          style={{ gap: 6 }}
        >
          <LockIcon fontSize="small" aria-hidden />
          {t('handover.steps.noneFinal')}
        </Box>
      )}
    </Section>
  );
};
