import { useApi } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import ChevronIcon from '@material-ui/icons/ChevronRight';
import type {
  Danger,
  Summary,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import type { Load } from '../../hooks/useLoad';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerChip } from '../danger/DangerChip';
import { byUrgency } from '../danger/NextThing';
import { WhyLamps } from '../lamps/WhyLamps';
import { LampsLegend } from '../lamps/LampsLegend';
import { EntityLink, FilterLink, WorkloadLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { WhyWord } from '../why/WhyWord';

const ROWS = 4;
/** The list has the most urgent workload first; here it is the most urgent danger. */
const ASKED = 12;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'flex',
      gap: theme.spacing(2),
      alignItems: 'center',
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${tokens.rule}`,
      color: tokens.text1,
    },
    words: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    place: { fontSize: 13, color: tokens.text3 },
    what: { fontSize: 13, color: tokens.text2 },
    // It only opens a page, so it is a link that looks like what it is for.
    action: {
      display: 'flex',
      justifyContent: 'center',
      alignItems: 'center',
      minWidth: 104,
      padding: '5px 12px',
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
      fontSize: 13,
      fontWeight: 500,
      whiteSpace: 'nowrap',
      '&:hover': { background: tokens.faint },
      [theme.breakpoints.down('sm')]: {
        border: 0,
        minWidth: 40,
        minHeight: 40,
        padding: 0,
      },
    },
    label: { [theme.breakpoints.down('sm')]: { display: 'none' } },
    chevron: { [theme.breakpoints.up('md')]: { display: 'none' } },
  };
});

interface Row {
  workload: WorkloadView;
  danger: Danger;
}

/** The worst acute danger of each workload; what hurts next comes first. */
export function dangerRows(workloads: WorkloadView[]): Row[] {
  return workloads
    .flatMap(workload => {
      const [danger] = [...workload.assessment.dangers].sort(byUrgency);
      return danger?.severity === 'acute' ? [{ workload, danger }] : [];
    })
    .sort((a, b) => byUrgency(a.danger, b.danger))
    .slice(0, ROWS);
}

const DangerRow = ({ workload, danger }: Row) => {
  const { t } = useTexts();
  const action =
    danger.type === 'drift' || danger.type === 'not-equivalent'
      ? t('inDanger.compare')
      : t('inDanger.howToFix');
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <WhyLamps workload={workload} />
      <div className={styles.words}>
        <WhyWord
          workload={workload}
          word={danger.type}
          says={t(`dangers.${danger.type}`)}
        >
          <DangerChip type={danger.type} severity={danger.severity} />
        </WhyWord>{' '}
        <WorkloadLink id={workload.id}>{workload.name}</WorkloadLink>{' '}
        <span className={styles.place}>
          {workload.serverRefs[0] && (
            <>
              <EntityLink entityRef={workload.serverRefs[0]} tab="/migration" />
              {' · '}
            </>
          )}
          <EntityLink entityRef={workload.roleRef} tab="/jobs" />
        </span>
        <div className={styles.what}>
          {t(`dangerSteps.${danger.type}`)}
          {danger.nextAt && (
            <>
              {' '}
              {t('inDanger.next')}{' '}
              <b>
                <Time at={danger.nextAt} show="both" />
              </b>
            </>
          )}
        </div>
      </div>
      <WorkloadLink
        id={workload.id}
        className={styles.action}
        aria-label={t('inDanger.actionFor', { action, name: workload.name })}
      >
        <span className={styles.label}>{action}</span>
        <ChevronIcon className={styles.chevron} aria-hidden />
      </WorkloadLink>
    </li>
  );
};

export const InDanger = ({
  summary,
  round,
}: {
  summary: Load<Summary>;
  round: number;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const types = summary.value?.acuteDangers.map(({ key }) => key) ?? [];
  // Not only the types that the summary counts: it may still be on its way.
  const dangers = useLiveLoad(
    signal =>
      api.workloads(
        { danger: ['acute'], orderBy: 'danger', limit: ASKED },
        { signal },
      ),
    'danger',
    round,
  );

  return (
    <Section
      title={t('inDanger.title')}
      hint={t('inDanger.hint')}
      action={
        types.length > 0 && (
          <FilterLink filters={{ danger: types }}>
            {t('inDanger.all')}
          </FilterLink>
        )
      }
    >
      <Loaded
        load={dangers}
        what={t('states.what.dangers')}
        boxes={[44, 44, 44, 44]}
      >
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('questions.nothingWrong')}</p>
          ) : (
            <ul className={styles.list}>
              {dangerRows(items).map(row => (
                <DangerRow key={row.workload.id} {...row} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <LampsLegend />
    </Section>
  );
};
