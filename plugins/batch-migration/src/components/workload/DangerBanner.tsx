import Box from '@material-ui/core/Box';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef, useState } from 'react';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerChip } from '../danger/DangerChip';
import { DangerPageLink } from '../danger/DangerPageLink';
import { FindingSentence } from '../danger/FindingSentence';
import { byUrgency } from '../danger/NextThing';
import { WorkloadLamps } from '../lamps/Lamps';
import { Time } from '../time/Time';
import { Grounds } from '../why/Grounds';
import { Why } from '../why/Why';

/** One that appears while the page is open is an alert; one that was there is a region. */
function useAppeared(types: string): boolean {
  const first = useRef(types);
  const [appeared, setAppeared] = useState(false);
  useEffect(() => {
    if (types !== first.current && types !== '') setAppeared(true);
  }, [types]);
  return appeared;
}

/** Only for a danger: what, and when it hurts next. */
export const DangerBanner = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const dangers = [...workload.assessment.dangers].sort(byUrgency);
  const appeared = useAppeared(dangers.map(({ type }) => type).join());
  if (dangers.length === 0) return null;
  const acute = dangers[0].severity === 'acute';
  return (
    <Box
      role={appeared ? 'alert' : 'region'}
      aria-label={t('workload.dangers')}
      display="flex"
      p={2}
      color={tokens.text1}
      bgcolor={acute ? tokens.dangerSurface : tokens.warningSurface}
      borderLeft={`4px solid ${acute ? tokens.danger : tokens.warning}`}
      style={{ gap: 16 }}
    >
      <WorkloadLamps workload={workload} />
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }} flex={1}>
        {dangers.map(danger => (
          <Box component="li" key={danger.type} mb={0.5}>
            <DangerChip type={danger.type} severity={danger.severity} />{' '}
            {danger.nextAt && (
              <b>
                {t('inDanger.next')} <Time at={danger.nextAt} show="both" />.{' '}
              </b>
            )}
            {t(`dangerSteps.${danger.type}`)}{' '}
            <DangerPageLink type={danger.type} />{' '}
            <Why word={t(`dangers.${danger.type}`)} name={danger.type}>
              <Grounds basis={danger} evidence={workload.evidence} />
            </Why>
            <Box fontSize={13} color={tokens.text2}>
              <FindingSentence workload={workload} finding={danger} />
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
};
