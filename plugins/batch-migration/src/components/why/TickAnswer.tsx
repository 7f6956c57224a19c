import type { DueTick } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { runKey } from '../workload/runText';
import { RunLine } from './RunLine';

/** Why a due tick counts as it does: the rule, and the runs that were seen. */
export const TickAnswer = ({ tick }: { tick: DueTick }) => {
  const { t } = useTexts();
  return (
    <>
      <div>{t(`why.ticks.${tick.verdict}`)}</div>
      {tick.runs.length > 0 ? (
        <ul
          aria-label={t('why.runs')}
          style={{ listStyle: 'none', margin: 0, padding: 0 }}
        >
          {tick.runs.map(run => (
            <RunLine key={runKey(run)} run={run} />
          ))}
        </ul>
      ) : (
        <div>{t('why.noRun')}</div>
      )}
    </>
  );
};
