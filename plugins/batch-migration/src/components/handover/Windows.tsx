import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  HandoverCandidate,
  HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Section } from '../states/Section';
import {
  MARGIN_SECONDS,
  SETTLE_SECONDS,
  WITHIN_DAYS,
  type HandoverAddress,
} from './handoverAddress';
import { useWords } from './words';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    candidate: {
      display: 'flex',
      alignItems: 'center',
      gap: 4,
      minHeight: 44,
      marginBottom: 8,
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
      color: tokens.text1,
      fontSize: 14,
      cursor: 'pointer',
    },
    taken: {
      borderColor: tokens.target,
      background: tokens.targetSurface,
      boxShadow: `inset 0 0 0 1px ${tokens.target}`,
    },
    words: { flex: 1, minWidth: 0, fontWeight: 500 },
    small: { fontSize: 12, fontWeight: 400, color: tokens.text2 },
    fits: { whiteSpace: 'nowrap', fontWeight: 500 },
    all: { color: tokens.good },
    selects: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
      gap: 16,
      marginTop: theme.spacing(1.5),
    },
  };
});

const Candidate = ({
  candidate,
  value,
  taken,
  all,
}: {
  candidate: HandoverCandidate;
  value: string;
  taken: boolean;
  all: number;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const words = useWords();
  const { earliest, latest, runs, uses, jobIds } = candidate;
  // Uses that no source tells of are not none: nothing is said of them.
  const busy =
    uses === null
      ? t('handover.windows.runs', { count: runs })
      : t('handover.windows.both', {
          runs: t('handover.windows.runs', { count: runs }),
          uses: t('handover.windows.uses', { count: uses }),
        });
  const isQuiet = runs === 0 && uses === 0;
  return (
    <label className={`${styles.candidate} ${taken ? styles.taken : ''}`}>
      <Radio size="small" color="primary" value={value} />
      <span className={styles.words}>
        {earliest === latest
          ? words.instant(earliest)
          : t('handover.windows.range', {
              from: words.instant(earliest),
              to: words.near(latest, earliest),
            })}
        <span className={styles.small} style={{ display: 'block' }}>
          {isQuiet ? t('handover.windows.quiet') : busy}
        </span>
      </span>
      <span
        className={`${styles.fits} ${jobIds.length === all ? styles.all : ''}`}
      >
        {t('handover.windows.fits', {
          fit: numberText(jobIds.length),
          all: numberText(all),
        })}
      </span>
    </label>
  );
};

const Select = ({
  name,
  label,
  value,
  options,
  words,
  used,
  onChange,
}: {
  name: string;
  label: string;
  value: number;
  options: readonly number[];
  words: (option: number) => string;
  /** What the planner took instead, in words. */
  used?: string;
  onChange: (value: number) => void;
}) => {
  // What the address asks for stays visible.
  const shown = [...new Set([...options, value])].sort((a, b) => a - b);
  return (
    <TextField
      select
      id={`handover-${name}`}
      size="small"
      variant="outlined"
      label={label}
      value={String(value)}
      onChange={({ target }) => onChange(Number(target.value))}
      helperText={used}
      SelectProps={{
        MenuProps: { transitionDuration: 0 },
      }}
    >
      {shown.map(option => (
        <MenuItem key={option} value={String(option)}>
          {words(option)}
        </MenuItem>
      ))}
    </TextField>
  );
};

export interface WindowsProps {
  preview: HandoverPreviewResponse | null | undefined;
  asked: HandoverAddress;
  chosen: string[];
  /** UTC milliseconds. */
  at: number | undefined;
  onTake: (at: number) => void;
  onChange: (
    change: Partial<Record<'within' | 'settle' | 'margin' | 'from', string>>,
  ) => void;
}

/** So many windows are shown at first: the best come first. */
const FIRST = 4;

/** When: windows by how many jobs fit, how far ahead, and how much room is kept. */
export const Windows = ({
  preview,
  asked,
  chosen,
  at,
  onTake,
  onChange,
}: WindowsProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const words = useWords();
  const [all, setAll] = useState(false);
  const candidates = preview?.candidates ?? [];
  const taken = candidates.findIndex(
    ({ earliest, latest }) =>
      at !== undefined &&
      Date.parse(earliest) <= at &&
      at <= Date.parse(latest),
  );
  const safety = preview?.plan.safety;
  const raised = (wanted: number, used: number | undefined) =>
    used !== undefined && used > wanted
      ? t('handover.windows.raised', { duration: words.duration(used) })
      : undefined;

  return (
    <Section
      title={t('handover.windows.title')}
      hint={t('handover.windows.hint')}
    >
      {asked.from && (
        <Box fontSize={13} mb={1}>
          {t('handover.windows.notBefore', { at: words.instant(asked.from) })}{' '}
          <Button
            size="small"
            color="primary"
            onClick={() => onChange({ from: '' })}
          >
            {t('handover.windows.anyTime')}
          </Button>
        </Box>
      )}
      {preview && candidates.length === 0 && (
        <p style={{ fontSize: 13 }}>
          {t('handover.windows.none', { days: String(asked.withinDays) })}
        </p>
      )}
      {candidates.length > 0 && (
        <RadioGroup
          aria-label={t('handover.windows.title')}
          name="handover-window"
          value={String(taken)}
          onChange={({ target }) =>
            onTake(Date.parse(candidates[Number(target.value)].switchAt))
          }
        >
          {candidates.map(
            (candidate, index) =>
              (all || index < FIRST || index === taken) && (
                <Candidate
                  key={`${candidate.earliest} ${candidate.latest}`}
                  candidate={candidate}
                  value={String(index)}
                  taken={index === taken}
                  all={chosen.length}
                />
              ),
          )}
        </RadioGroup>
      )}
      {!all && candidates.length > FIRST && (
        <Button
          size="small"
          color="primary"
          style={{ minHeight: 40 }}
          onClick={() => setAll(true)}
        >
          {t('workloadPage.moreWindows', {
            count: candidates.length - FIRST,
          })}
        </Button>
      )}
      <div className={styles.selects}>
        <Select
          name="within"
          label={t('handover.windows.within')}
          value={asked.withinDays}
          options={WITHIN_DAYS}
          words={days => t('handover.windows.days', { count: days })}
          onChange={days => onChange({ within: String(days) })}
        />
        <Select
          name="settle"
          label={t('handover.windows.settle')}
          value={asked.settleSeconds}
          options={SETTLE_SECONDS}
          words={words.duration}
          used={raised(asked.settleSeconds, safety?.settleSeconds)}
          onChange={seconds => onChange({ settle: String(seconds) })}
        />
        <Select
          name="margin"
          label={t('handover.windows.margin')}
          value={asked.marginSeconds}
          options={MARGIN_SECONDS}
          words={words.duration}
          used={raised(asked.marginSeconds, safety?.marginSeconds)}
          onChange={seconds => onChange({ margin: String(seconds) })}
        />
      </div>
    </Section>
  );
};
