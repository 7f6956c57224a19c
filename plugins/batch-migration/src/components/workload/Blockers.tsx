import Box from '@material-ui/core/Box';
import BlockIcon from '@material-ui/icons/Block';
import SeenIcon from '@material-ui/icons/Visibility';
import PersonIcon from '@material-ui/icons/Person';
import type {
  LocationView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { FindingSentence } from '../danger/FindingSentence';
import { Section } from '../states/Section';
import { LocationFacts } from '../facts/LocationFacts';
import { Time } from '../time/Time';
import { Grounds } from '../why/Grounds';
import { Why } from '../why/Why';

const Location = ({ location }: { location: LocationView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const attested = location.source?.startsWith('attested:');
  return (
    <Box component="li" py={0.5} fontSize={13}>
      <span
        style={{
          color: location.side === 'legacy' ? tokens.legacy : tokens.target,
        }}
        aria-hidden
      >
        ●{' '}
      </span>
      {t(`sides.${location.side}`)}:{' '}
      <b>{t(`lamps.states.${location.state}`)}</b>{' '}
      <code style={{ overflowWrap: 'anywhere' }}>
        {location.ref} {location.key}
      </code>
      <Box
        display="flex"
        alignItems="center"
        color={tokens.text2}
        fontSize={12}
        style={{ gap: 4 }}
      >
        {attested ? (
          <PersonIcon fontSize="small" titleAccess={t('locations.attested')} />
        ) : (
          <SeenIcon fontSize="small" titleAccess={t('locations.seen')} />
        )}
        {location.source}
        {location.observedAt && <Time at={location.observedAt} show="both" />}
        {location.detail.reason && (
          <ServerWords text={location.detail.reason} />
        )}
      </Box>
      <LocationFacts detail={location.detail} />
    </Box>
  );
};

/** What stands before the next stage, and the places where it was looked for. */
export const Blockers = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { blockers } = workload.assessment;
  return (
    <Section title={t('blockers.title')} hint={t('blockers.hint')}>
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {blockers.length === 0 && <li>{t('blockers.none')}</li>}
        {blockers.map(blocker => {
          const { type, message, observationIds, runIds } = blocker;
          return (
            <Box
              component="li"
              key={`${type} ${message}`}
              display="flex"
              py={0.5}
              style={{ gap: 8 }}
            >
              <BlockIcon
                fontSize="small"
                style={{ color: tokens.warning }}
                aria-hidden
              />
              <div>
                <Why
                  word={t(`blockers.${type}`)}
                  name={type}
                  label={<b>{t(`blockers.${type}`)}</b>}
                >
                  <Grounds
                    basis={{ observationIds, runIds }}
                    evidence={workload.evidence}
                    isDecided={observationIds === undefined}
                  >
                    {observationIds === undefined && (
                      <div>
                        {t('why.plan', {
                          version: String(workload.plan.version),
                        })}
                      </div>
                    )}
                  </Grounds>
                </Why>
                <Box fontSize={12} color={tokens.text2}>
                  <FindingSentence workload={workload} finding={blocker} />
                </Box>
              </div>
            </Box>
          );
        })}
      </Box>
      <h3 style={{ fontSize: 14, margin: '12px 0 4px' }}>
        {t('locations.title')}
      </h3>
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {workload.locations.map(location => (
          <Location
            key={`${location.side} ${location.ref} ${location.key}`}
            location={location}
          />
        ))}
        {!workload.locations.some(({ side }) => side === 'target') && (
          <li>{t('locations.noTarget')}</li>
        )}
      </Box>
    </Section>
  );
};
