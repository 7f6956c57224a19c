import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import WarningIcon from '@material-ui/icons/Warning';
import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { CopyRunbook } from './CopyRunbook';
import { headlineOf, type Headline } from './headline';
import { useWords } from './words';

/** So many jobs that stay are named. */
const NAMED = 5;

function useLook(headline: Headline) {
  const tokens = useTokens();
  switch (headline) {
    case 'can':
    case 'windows':
      return { Icon: CheckIcon, colour: tokens.good };
    case 'unsafe':
      return { Icon: ErrorIcon, colour: tokens.danger };
    case 'unproven':
      return { Icon: UnknownIcon, colour: tokens.text3 };
    default:
      return { Icon: WarningIcon, colour: tokens.warning };
  }
}

/** How many jobs can move, when, and what stands behind that sentence. */
export const HandoverVerdict = ({
  preview,
  at,
  save,
}: {
  preview: HandoverPreviewResponse;
  /** That was asked for, where no window is planned. */
  at: string | undefined;
  /** Writes its steps into the plans of the jobs. */
  save: ReactNode;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const words = useWords();
  const { plan, simulation, jobs } = preview;
  const headline = headlineOf(preview);
  const { Icon, colour } = useLook(headline);
  const first = plan.windows[0]?.switchAt ?? at ?? plan.from;
  const count = jobs.length;
  const sentence = () => {
    if (headline === 'unsafe' || headline === 'unproven') {
      return t(`handover.verdict.${headline}`);
    }
    if (headline === 'never') return t('handover.verdict.never', { count });
    return t(`handover.verdict.${headline}`, {
      fit: numberText(plan.jobs.length),
      count,
      at: words.instant(first),
    });
  };
  const stays = plan.refused.map(({ name }) => name);

  return (
    <Box
      component="section"
      aria-labelledby="handover-verdict"
      display="flex"
      alignItems="center"
      flexWrap="wrap"
      p={2}
      color={tokens.text1}
      bgcolor="background.paper"
      border={`1px solid ${tokens.rule}`}
      borderLeft={`4px solid ${colour}`}
      borderRadius={4}
      style={{ gap: 12 }}
    >
      <Icon style={{ color: colour }} aria-hidden />
      <Box flex="1 1 320px" minWidth={0}>
        <Typography
          id="handover-verdict"
          component="h2"
          style={{ fontSize: 17, fontWeight: 500 }}
        >
          {sentence()}
        </Typography>
        <Box fontSize={13} color={tokens.text2}>
          {plan.jobs.length > 0 &&
            t('handover.verdict.simulated', {
              days: String(simulation.aroundDays),
              count: simulation.rounds,
              due: words.number(simulation.due),
              missed: words.number(simulation.missed),
              doubled: words.number(simulation.doubled),
            })}{' '}
          {simulation.overlapped > 0 &&
            t('handover.verdict.overlapped', {
              count: simulation.overlapped,
            })}{' '}
          {simulation.held > 0 &&
            t('handover.verdict.heldRuns', { count: simulation.held })}{' '}
          {stays.length > NAMED
            ? t('handover.verdict.staysMore', {
                names: stays.slice(0, NAMED).join(', '),
                count: stays.length - NAMED,
              })
            : stays.length > 0 &&
              t('handover.verdict.stays', {
                names: stays.join(', '),
                count: stays.length,
              })}
        </Box>
        <Box fontSize={12} color={tokens.text2}>
          {t('handover.verdict.nothingChanges')}
        </Box>
      </Box>
      {plan.jobs.length > 0 && headline !== 'unsafe' && (
        <CopyRunbook preview={preview} />
      )}
      {save}
    </Box>
  );
};
