import { Link } from '@backstage/core-components';
import Chip from '@material-ui/core/Chip';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import BrokenIcon from '@material-ui/icons/HighlightOff';
import LapsedIcon from '@material-ui/icons/Schedule';
import {
  checkRequirement,
  type RequirementState,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import type { ReactElement } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';

const ICONS: Record<RequirementState, ReactElement> = {
  met: <CheckIcon />,
  broken: <BrokenIcon />,
  lapsed: <LapsedIcon />,
  open: <OpenIcon />,
};

/** Each requirement, whether it is met, and what says so. */
export const RequirementList = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const { now } = useEstate();
  const { requirements } = workload.plan;
  // An expiry is judged by the clock of the estate, once that is known.
  if (requirements.length === 0 || !now) return null;
  return (
    <>
      <h3 style={{ fontSize: 14 }}>{t('plan.requirements')}</h3>
      <ul>
        {requirements.map(requirement => {
          const { id, text, check, evidence, expiresOn = '' } = requirement;
          const { state, ground } = checkRequirement(
            requirement,
            workload,
            now,
          );
          return (
            <li key={id} style={{ overflowWrap: 'anywhere' }}>
              {text} ·{' '}
              {check ? t(`plan.checks.${check}`) : t('plan.checks.none')}
              {evidence && ' · '}
              {evidence && ground === 'linked' ? (
                <Link to={evidence} style={{ textDecoration: 'underline' }}>
                  {evidence}
                </Link>
              ) : (
                evidence
              )}{' '}
              <Chip
                size="small"
                variant="outlined"
                style={{ margin: 0 }}
                icon={ICONS[state]}
                label={t(`planDetails.states.${state}`)}
              />{' '}
              {ground === 'attested' || ground === 'expired'
                ? t(`planDetails.grounds.${ground}`, { day: expiresOn })
                : t(`planDetails.grounds.${ground}`)}
            </li>
          );
        })}
      </ul>
    </>
  );
};
