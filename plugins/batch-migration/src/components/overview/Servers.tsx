import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import ClockIcon from '@material-ui/icons/Schedule';
import ErrorIcon from '@material-ui/icons/Error';
import type {
  ListResponse,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { EntityLink, FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { formatDate } from '../time/format';
import { useOneTabStop } from '../workloads/useOneTabStop';
import { WhyPopover } from '../why/WhyPopover';
import { useFactText } from '../entity/useFactText';
import {
  HardDateAnswer,
  ServerDangerAnswer,
  StateAnswer,
} from '../entity/WhyServer';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      color: tokens.text1,
      '& th': {
        textAlign: 'left',
        fontWeight: 500,
        color: tokens.text2,
        padding: '4px 8px',
      },
      '& td, & tbody th': {
        padding: '6px 8px',
        borderTop: `1px solid ${tokens.rule}`,
        verticalAlign: 'middle',
      },
    },
    bar: { width: '24%' },
    narrow: { [theme.breakpoints.down('sm')]: { display: 'none' } },
    words: { display: 'flex', gap: 6, alignItems: 'center' },
    left: { whiteSpace: 'nowrap' },
  };
});

/** Acute dangers first, then what is left, most first. */
export function byLateness(a: ServerView, b: ServerView): number {
  const rank = ({ dangers, state }: ServerView) => {
    if (state !== 'in-use') return 3;
    if (dangers.some(({ severity }) => severity === 'acute')) return 0;
    return dangers.length > 0 ? 1 : 2;
  };
  return rank(a) - rank(b) || b.left - a.left || a.title.localeCompare(b.title);
}

const ServerDangers = ({ server }: { server: ServerView }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  if (server.dangers.length === 0) {
    const empty = server.state === 'retired';
    return (
      <span className={styles.words}>
        {empty && <CheckIcon style={{ color: tokens.good }} aria-hidden />}
        <WhyPopover
          word={t(`servers.state.${server.state}`)}
          of={server.title}
          answer={() => <StateAnswer server={server} />}
        >
          {t(`servers.state.${server.state}`)}
        </WhyPopover>
      </span>
    );
  }
  return (
    <>
      {server.dangers.map(danger => {
        const { type, severity } = danger;
        return (
          <span key={type} className={styles.words}>
            {severity === 'acute' ? (
              <ErrorIcon
                fontSize="small"
                style={{ color: tokens.danger }}
                aria-hidden
              />
            ) : (
              <ClockIcon
                fontSize="small"
                style={{ color: tokens.warning }}
                aria-hidden
              />
            )}
            <span
              style={{
                color:
                  severity === 'acute' ? tokens.dangerText : tokens.warningText,
              }}
            >
              <WhyPopover
                word={t(`serverDangers.${type}`)}
                of={server.title}
                answer={() => (
                  <ServerDangerAnswer danger={danger} server={server} />
                )}
              >
                {t(`serverDangers.${type}`)}
              </WhyPopover>
            </span>
          </span>
        );
      })}
    </>
  );
};

const ServerRow = ({
  server,
  scale,
}: {
  server: ServerView;
  scale: number;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { locale } = useEstate();
  const { effectOf } = useFactText();
  const system = server.facts.find(({ name }) => name === 'os')?.value;
  const dayOf = (date: string) =>
    formatDate(new Date(`${date}T00:00:00Z`), locale, 'UTC');
  const [hardDate] = [...server.hardDates].sort((a, b) =>
    a.date.localeCompare(b.date),
  );
  return (
    <tr>
      <th scope="row">
        <EntityLink entityRef={server.ref} tab="/migration">
          {server.title}
        </EntityLink>
      </th>
      <td className={styles.narrow}>{system ?? t('facts.unknown')}</td>
      <td className={styles.bar}>
        <StageBar byStage={server.byStage} scale={scale} />
      </td>
      <td className={styles.left}>
        <FilterLink filters={{ server: [server.ref] }}>
          {t('servers.left', { count: server.left })}
        </FilterLink>
      </td>
      <td className={styles.narrow}>
        {hardDate ? (
          <WhyPopover
            word={`${dayOf(hardDate.date)} ${effectOf(hardDate.effect)}`}
            of={server.title}
            answer={() => <HardDateAnswer date={hardDate} server={server} />}
          >
            <span title={effectOf(hardDate.effect)}>
              {dayOf(hardDate.date)}
            </span>
          </WhyPopover>
        ) : (
          '–'
        )}
      </td>
      <td>
        <ServerDangers server={server} />
      </td>
    </tr>
  );
};

const ServerTable = ({ servers }: { servers: ServerView[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const table = useOneTabStop();
  const scale = Math.max(1, ...servers.map(({ workloads }) => workloads));
  return (
    <table ref={table} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('servers.server')}</th>
          <th scope="col" className={styles.narrow}>
            {t('servers.system')}
          </th>
          <th scope="col">{t('servers.byStage')}</th>
          <th scope="col">{t('servers.leftTitle')}</th>
          <th scope="col" className={styles.narrow}>
            {t('servers.hardDate')}
          </th>
          <th scope="col">{t('servers.dangers')}</th>
        </tr>
      </thead>
      <tbody>
        {[...servers].sort(byLateness).map(server => (
          <ServerRow key={server.ref} server={server} scale={scale} />
        ))}
      </tbody>
    </table>
  );
};

export const Servers = ({
  servers,
}: {
  servers: Load<ListResponse<ServerView>>;
}) => {
  const { t } = useTexts();
  return (
    <Section title={t('servers.title')} hint={t('servers.hint')} flush>
      <Loaded
        load={servers}
        what={t('states.what.servers')}
        boxes={[28, 28, 28, 28, 28, 28]}
      >
        {({ items }) => <ServerTable servers={items} />}
      </Loaded>
    </Section>
  );
};
