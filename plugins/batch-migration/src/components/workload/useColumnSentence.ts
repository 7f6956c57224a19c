import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import { lookOf, minutesLate, type Column, type TickLook } from './laneColumns';

/** What a due tick looks like, in words. */
export function useLookText(): (look: TickLook) => string {
  const { t } = useTexts();
  return look =>
    look === 'failed' || look === 'running' || look === 'end-not-seen'
      ? t(`runs.looks.${look}`)
      : t(`verdicts.${look}`);
}

/** Says of a column what the picture says. */
export function useColumnSentence(isTool: boolean): (column: Column) => string {
  const { t } = useTexts();
  const lookText = useLookText();
  const instantText = useInstantText();
  return column => {
    const at = instantText(column.at);
    if (column.kind === 'trial') {
      const { side, outcome } = column.run;
      return t(isTool ? 'runs.useSentence' : 'runs.trialSentence', {
        at,
        side: t(`sides.${side}`),
        outcome: t(`outcomes.${outcome}`),
      });
    }
    if (column.kind === 'coming') {
      const { mark, sides } = column.coming;
      let what: string = t('runs.willRun', {
        sides: (sides ?? []).map(side => t(`sides.${side}`)).join(', '),
      });
      if (sides === null) what = t('verdicts.due');
      if (mark !== null) what = t(`runs.will.${mark}`);
      return t('runs.sentence', { at, verdict: what });
    }
    const { tick } = column;
    const late = minutesLate(tick);
    const skipped = tick.runs.some(
      ({ outcome }) => outcome === 'skipped-duplicate',
    );
    return [
      t('runs.sentence', {
        at,
        verdict: lookText(lookOf(tick)),
      }),
      late > 0 && t('runs.late', { minutes: String(late) }),
      skipped && t('outcomes.skipped-duplicate'),
    ]
      .filter(Boolean)
      .join(', ');
  };
}
