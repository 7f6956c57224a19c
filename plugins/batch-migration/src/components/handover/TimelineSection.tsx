import Box from '@material-ui/core/Box';
import IconButton from '@material-ui/core/IconButton';
import EarlierIcon from '@material-ui/icons/ChevronLeft';
import LaterIcon from '@material-ui/icons/ChevronRight';
import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Section } from '../states/Section';
import { HandoverTimeline } from './HandoverTimeline';
import { allowedRange } from './jobVerdict';
import { lanesOf } from './laneState';
import { LaneTable } from './LaneTable';
import { MINUTE } from './scale';
import { useTimelineStyles } from './timelineStyles';
import { useWords } from './words';

/** The instant of the switch, moved in its allowed range only. */
export const TimelineSection = ({
  preview,
  at,
  onMove,
}: {
  preview: HandoverPreviewResponse;
  /** UTC milliseconds. */
  at: number;
  onMove: (at: number) => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useTimelineStyles();
  const tokens = useTokens();
  const words = useWords();
  const [asTable, setAsTable] = useState(false);
  const [announced, setAnnounced] = useState('');
  const range = allowedRange(preview, at);
  const lanes = lanesOf(preview);
  const edits = preview.plan.windows[0]?.edits.length ?? 1;

  const move = (wanted: number) => {
    if (!range) return;
    const next = Math.max(range.earliest, Math.min(range.latest, wanted));
    setAnnounced(
      t('handover.timeline.moved', {
        at: words.near(next, at),
        fit: numberText(preview.plan.jobs.length),
        all: numberText(preview.jobs.length),
      }),
    );
    if (next !== at) onMove(next);
  };

  return (
    <Section
      title={
        edits > 1
          ? t('handover.timeline.edits', { count: edits })
          : t('handover.timeline.title')
      }
      hint={t('handover.timeline.hint', { zone: words.timezone })}
      action={
        <Box
          display="flex"
          alignItems="center"
          flexWrap="wrap"
          style={{ gap: 4 }}
        >
          <IconButton
            size="small"
            style={{ padding: 8 }}
            aria-label={t('handover.timeline.earlier')}
            aria-disabled={!range || at <= range.earliest}
            onClick={() => move(at - MINUTE)}
          >
            <EarlierIcon />
          </IconButton>
          <b data-testid="handover-instant">{words.near(at, at)}</b>
          <IconButton
            size="small"
            style={{ padding: 8 }}
            aria-label={t('handover.timeline.later')}
            aria-disabled={!range || at >= range.latest}
            onClick={() => move(at + MINUTE)}
          >
            <LaterIcon />
          </IconButton>
          <Box
            fontSize={13}
            px={1.5}
            borderRadius={12}
            color={range ? tokens.good : tokens.text2}
            bgcolor={range ? tokens.goodSurface : tokens.faint}
          >
            {range
              ? t('handover.timeline.range', {
                  earliest: words.near(range.earliest, at),
                  latest: words.near(range.latest, at),
                })
              : t('handover.timeline.fixed')}
          </Box>
          <Button
            size="small"
            aria-pressed={asTable}
            onClick={() => setAsTable(shown => !shown)}
          >
            {t('runs.asTable')}
          </Button>
        </Box>
      }
    >
      <span className={styles.hidden} role="status">
        {announced}
      </span>
      {asTable ? (
        <LaneTable lanes={lanes} preview={preview} />
      ) : (
        <HandoverTimeline lanes={lanes} at={at} range={range} onMove={move} />
      )}
    </Section>
  );
};
