import { useApi } from '@backstage/core-plugin-api';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { LinkTarget } from './LinkTarget';
import { TargetFacts } from './TargetFacts';
import { useLinkedHere } from './useLinkedHere';
import { useReasons } from './useReasons';

/** More would not help to choose. */
const SHOWN = 3;

interface FoundProps {
  workload: Pick<WorkloadDetail, 'id' | 'name'>;
  onChanged: () => void;
}

const Found = ({ workload, onChanged }: FoundProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const reasonsOf = useReasons();
  const found = useLiveLoad(
    signal =>
      api.targetCandidates(
        { workload: workload.id, dismissed: false, linked: false },
        { signal },
      ),
    workload.id,
  );
  // It is an offer: the page stands without it, also where it fails.
  const { shown: targets, keep } = useLinkedHere(
    found.value?.items ?? [],
    workload.id,
    SHOWN,
  );
  if (targets.length === 0) return null;
  return (
    <Section
      title={t('targets.forWorkload')}
      hint={t('targets.forWorkloadHint')}
    >
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {targets.map(target => {
          const proposal = target.proposals.find(
            one => one.workload.id === workload.id,
          );
          return (
            <li key={target.id}>
              <strong>
                {t('targets.because', {
                  name: target.name,
                  reasons: proposal ? reasonsOf(proposal) : '',
                })}
              </strong>{' '}
              ({t(`targets.states.${target.state}`)})
              <TargetFacts target={target} />
              <LinkTarget
                target={target}
                workload={workload}
                onLink={() => keep(target)}
                onChanged={onChanged}
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
};

/** Where a workload has no target: what was found that may be one. */
export const FoundForWorkload = ({
  workload,
  onChanged,
}: {
  workload: Pick<WorkloadDetail, 'id' | 'name' | 'locations'>;
  onChanged: () => void;
}) => {
  // As the page was opened: after a link the offer stays, with its undo.
  const [waits] = useState(
    () => !workload.locations.some(({ side }) => side === 'target'),
  );
  return waits ? <Found workload={workload} onChanged={onChanged} /> : null;
};
