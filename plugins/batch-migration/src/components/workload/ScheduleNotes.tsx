import makeStyles from '@material-ui/core/styles/makeStyles';
import SameIcon from '@material-ui/icons/CheckCircle';
import WrongIcon from '@material-ui/icons/Error';
import NoteIcon from '@material-ui/icons/Info';
import ClockIcon from '@material-ui/icons/Schedule';
import type { TranslationView } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { changesClocks } from './daylightSaving';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    notes: { listStyle: 'none', margin: 0, padding: 0 },
    note: {
      display: 'grid',
      gridTemplateColumns: '18px minmax(0, 1fr)',
      columnGap: 8,
      padding: '3px 0',
      fontSize: 13,
      color: tokens.text1,
      '& svg': { fontSize: 17, marginTop: 1 },
    },
  };
});

const Note = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <li className={useStyles().note}>
    {icon}
    <div>{children}</div>
  </li>
);

/** Whether both fire at the same instants was computed; then what to know of zone and delivery. */
export const ScheduleNotes = ({
  translation,
  timezone,
}: {
  translation: TranslationView;
  /** IANA name of the job's zone. */
  timezone: string;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const styles = useStyles();
  const { now } = useEstate();
  const { status, differences, reason, deduplicate } = translation;
  const changes = now && changesClocks(timezone, now);
  const wrong = <WrongIcon aria-hidden style={{ color: tokens.danger }} />;
  const note = <NoteIcon aria-hidden style={{ color: tokens.warningText }} />;
  return (
    <ul className={styles.notes}>
      {status === 'exact' && (
        <Note icon={<SameIcon aria-hidden style={{ color: tokens.good }} />}>
          {t('when.same')}
        </Note>
      )}
      {status === 'differs' && (
        <Note icon={wrong}>
          <span style={{ color: tokens.dangerText }}>
            {t('when.differs', { count: differences.length })}
          </span>
          {differences.slice(0, 3).map(({ at, side, cause }) => (
            <div key={`${at} ${side}`}>
              <Time at={at} /> · {t(`sides.${side}`)} · {cause}
            </div>
          ))}
        </Note>
      )}
      {status === 'unsupported' && (
        <Note icon={wrong}>
          <span style={{ color: tokens.dangerText }}>
            {t('when.unsupported')} {reason && <ServerWords text={reason} />}
          </span>
        </Note>
      )}
      {changes !== undefined && status !== 'unsupported' && (
        <Note icon={<ClockIcon aria-hidden style={{ color: tokens.text2 }} />}>
          {t(
            changes ? 'workloadPage.changesClocks' : 'workloadPage.keepsClocks',
            { zone: timezone },
          )}
        </Note>
      )}
      {deduplicate && <Note icon={note}>{t('when.deduplicate')}</Note>}
      {status !== 'unsupported' && (
        <Note icon={note}>{t('when.atLeastOnce')}</Note>
      )}
    </ul>
  );
};
