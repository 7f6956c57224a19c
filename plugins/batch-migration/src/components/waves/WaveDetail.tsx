import Box from '@material-ui/core/Box';
import EditIcon from '@material-ui/icons/Edit';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { SubjectForecast } from '../forecast/SubjectForecast';
import { EntityLink, FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { LockedButton } from '../states/LockedButton';
import { Section } from '../states/Section';
import { DeleteWave } from './DeleteWave';
import { isRed, useWaveWords } from './useWaveWords';
import { VerdictChip } from './VerdictChip';
import { WaveDialog } from './WaveDialog';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    facts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
      gap: theme.spacing(1.5),
      margin: theme.spacing(0, 0, 2),
      '& dt': { fontSize: 12, color: tokens.text2 },
      '& dd': { margin: 0, fontWeight: 500, overflowWrap: 'anywhere' },
    },
    red: { color: tokens.dangerText },
    text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  };
});

/** One wave: its dates, how far its workloads are, and whether it will be in time. */
export const WaveDetail = ({
  wave,
  isGone,
  mayChange,
  round,
  onChanged,
  onDeleted,
}: {
  wave: WaveView;
  /** It was deleted: nothing is left of it but the form, if that is open. */
  isGone: boolean;
  mayChange: boolean;
  round: number;
  onChanged: () => void;
  onDeleted: () => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const { dayText, finishText } = useWaveWords();
  const [editing, setEditing] = useState(false);
  const missing = mayChange ? undefined : t('waves.permission');
  const { deadline, title } = wave;
  return (
    <>
      {!isGone && (
        <>
          <Section
            title={title}
            hint={<VerdictChip wave={wave} />}
            action={
              <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
                <LockedButton
                  size="small"
                  variant="outlined"
                  startIcon={<EditIcon />}
                  missing={missing}
                  onClick={() => setEditing(true)}
                >
                  {wave.version > 0 ? t('waves.edit') : t('waves.giveDates')}
                </LockedButton>
                {wave.version > 0 && (
                  <DeleteWave {...{ wave, missing, onDeleted }} />
                )}
              </Box>
            }
          >
            {missing && <p>{t('states.locked', { permission: missing })}</p>}
            <dl className={styles.facts}>
              <div>
                <dt>{t('waves.fields.name')}</dt>
                <dd>{wave.name}</dd>
              </div>
              <div>
                <dt>{t('waves.fields.start')}</dt>
                <dd>{wave.start ? dayText(wave.start) : '–'}</dd>
              </div>
              <div>
                <dt>{t('waves.fields.deadline')}</dt>
                <dd className={isRed(wave) ? styles.red : undefined}>
                  {deadline ? dayText(deadline) : t('waves.noDates')}
                </dd>
              </div>
              <div>
                <dt>{t('waves.finish')}</dt>
                <dd>{finishText(wave)}</dd>
              </div>
              <div>
                <dt>{t('waves.fields.ownerRef')}</dt>
                <dd>
                  {wave.ownerRef ? (
                    <EntityLink entityRef={wave.ownerRef} />
                  ) : (
                    '–'
                  )}
                </dd>
              </div>
              <div>
                <dt>{t('waves.left')}</dt>
                <dd>
                  <FilterLink filters={{ wave: [wave.name] }}>
                    {t('waves.leftText', {
                      left: numberText(wave.left),
                      all: numberText(wave.workloads),
                    })}
                  </FilterLink>
                </dd>
              </div>
            </dl>
            {wave.description && (
              <p className={styles.text}>{wave.description}</p>
            )}
            <StageBar
              byStage={wave.byStage}
              scale={wave.workloads}
              height={16}
            />
          </Section>
          <SubjectForecast
            subject={{ wave: wave.name }}
            dates={
              deadline
                ? [
                    {
                      date: deadline,
                      what: t('waves.deadlineOf', { wave: title }),
                    },
                  ]
                : []
            }
            round={round}
          />
        </>
      )}
      {editing && (
        <WaveDialog
          wave={wave}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            onChanged();
          }}
        />
      )}
    </>
  );
};
