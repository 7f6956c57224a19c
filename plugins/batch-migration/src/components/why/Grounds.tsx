import Box from '@material-ui/core/Box';
import type {
  Basis,
  EvidenceView,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTexts } from '../../translations/useTexts';
import { RunLine } from './RunLine';
import { Seen } from './Seen';

/** More of one kind say nothing new to a person. */
const SHOWN = 30;

export interface GroundsProps {
  basis: Partial<Basis> | undefined;
  evidence: EvidenceView;
  /** The rule, and what follows from the plan. */
  children?: ReactNode;
  /** Something else than a look explains it, so that seeing nothing is no lack. */
  isDecided?: boolean;
}

/** The observations and runs on which one word rests. */
export const Grounds = ({
  basis,
  evidence,
  children,
  isDecided,
}: GroundsProps) => {
  const { t } = useTexts();
  const { observationIds = [], runIds = [] } = basis ?? {};
  const observations = observationIds.flatMap(
    id => evidence.observations.find(seen => seen.id === id) ?? [],
  );
  const runs = runIds.flatMap(
    id => evidence.runs.find(run => run.id === id) ?? [],
  );
  const named = observationIds.length + runIds.length;
  const gone = named - observations.length - runs.length;
  const more =
    Math.max(0, observations.length - SHOWN) + Math.max(0, runs.length - SHOWN);
  const list = { listStyle: 'none', margin: 0, padding: 0 };
  return (
    <>
      {children}
      {observations.length > 0 && (
        <ul aria-label={t('why.observations')} style={list}>
          {observations.slice(0, SHOWN).map(seen => (
            <Seen key={seen.id} seen={seen} />
          ))}
        </ul>
      )}
      {runs.length > 0 && (
        <ul aria-label={t('why.runs')} style={list}>
          {runs.slice(0, SHOWN).map(run => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
      )}
      {more > 0 && <div>{t('why.more', { count: more })}</div>}
      {gone > 0 && <div>{t('why.cleanedUp', { count: gone })}</div>}
      {named === 0 && !isDecided && <Box>{t('why.nothing')}</Box>}
    </>
  );
};
