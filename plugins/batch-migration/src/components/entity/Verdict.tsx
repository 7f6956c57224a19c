import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import BlockIcon from '@material-ui/icons/Block';
import type {
  ServerDetail,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { Fragment, type CSSProperties } from 'react';
import { workloadRouteRef } from '../../routes';
import { hatching, tokensOf, useTokens, type Tokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { WHY } from '../why/whyAddress';
import { WhyPopover } from '../why/WhyPopover';
import { GroupLink } from './GroupLink';
import { useGroupDetail } from './useGroupDetail';
import { GroupAnswer, VerdictAnswer } from './WhyServer';

type Group = ServerDetail['verdict'][number]['group'];

const GROUPS: Group[] = [
  'runs-only-here',
  'runs-twice',
  'not-seen',
  'moved-line-here',
  'gone',
];

const SIGN: Record<Group, string> = {
  'runs-only-here': '',
  'runs-twice': '×2',
  'not-seen': '?',
  'moved-line-here': '',
  gone: '✓',
};

function lookOf(group: Group, tokens: Tokens): CSSProperties {
  switch (group) {
    case 'runs-only-here':
      return { background: tokens.legacy };
    case 'runs-twice':
      return { background: tokens.danger, color: tokens.onDanger };
    case 'not-seen':
      return { background: hatching(tokens), color: tokens.text1 };
    case 'moved-line-here':
      return {
        background: tokens.targetSurface,
        border: `2px solid ${tokens.target}`,
      };
    default:
      return { background: tokens.good, color: tokens.surface };
  }
}

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    square: {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      width: 22,
      height: 20,
      borderRadius: 3,
      fontSize: 11,
      fontWeight: 700,
      boxSizing: 'border-box',
      '&:hover': { textDecoration: 'none' },
      // The sign is a picture: the name of the square says it in words.
      '&::before': { content: 'attr(data-sign)' },
    },
    head: {
      display: 'flex',
      alignItems: 'center',
      gap: 12,
      marginBottom: theme.spacing(2),
      fontSize: 13,
      color: tokens.text2,
    },
    ask: {
      display: 'inline-block',
      padding: '6px 12px',
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
      fontSize: 13,
      fontWeight: 500,
      color: tokens.link,
    },
    row: {
      display: 'grid',
      gridTemplateColumns: '24px minmax(140px, 2fr) minmax(0, 5fr) 88px',
      alignItems: 'center',
      columnGap: 12,
      minHeight: 36,
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: '24px minmax(0, 1fr) auto',
        padding: '4px 0',
      },
    },
    detail: {
      color: tokens.text2,
      [theme.breakpoints.down('sm')]: { gridColumn: '2 / 4', gridRow: 2 },
    },
    gap: { width: 6 },
  };
});

/** What is to be said beside the title: what is left, and what of the host runs. */
function useSubtitle(server: ServerDetail): string {
  const { t } = useTexts();
  const numberText = useNumberText();
  const running = server.instances.filter(({ state }) => state === 'active');
  let rest = '';
  if (running.length === 1) {
    rest = t('serverTab.instanceOne', { instance: running[0].key });
  } else if (running.length > 1) {
    rest = t('serverTab.instance', { count: running.length });
  }
  return t('serverTab.notRetired', {
    left: numberText(server.left),
    workloads: numberText(server.workloads),
    rest,
  });
}

/**
 * A square for each workload, in five groups, leads to its grounds; each group
 * says the next thing to do. Not seen counts as running.
 */
export const Verdict = ({
  server,
  workloads: known = [],
}: {
  server: ServerDetail;
  /** What is known of its workloads, where it is there yet. */
  workloads?: readonly WorkloadView[];
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const styles = useStyles();
  const workloadPath = useRouteRef(workloadRouteRef);
  const subtitle = useSubtitle(server);
  const detailOf = useGroupDetail(known);
  const title = server.canBeShutDown
    ? t('verdict.can', { server: server.title })
    : t('verdict.cannot', { server: server.title });
  const groups = GROUPS.map(group => ({
    group,
    workloads:
      server.verdict.find(entry => entry.group === group)?.workloads ?? [],
  })).filter(({ workloads }) => workloads.length > 0);
  const Icon = server.canBeShutDown ? CheckIcon : BlockIcon;
  const colour = server.canBeShutDown ? tokens.good : tokens.danger;

  return (
    <Section
      title={title}
      action={
        <WhyPopover
          word={title}
          asked={t('serverTab.asChecklist')}
          answer={() => <VerdictAnswer server={server} />}
        >
          <span className={styles.ask}>{t('serverTab.asChecklist')}</span>
        </WhyPopover>
      }
      edge={{ side: 'left', colour }}
    >
      <div className={styles.head}>
        <Icon style={{ color: colour }} aria-hidden />
        <span>{subtitle}</span>
      </div>
      {server.canBeShutDown && <p>{t('verdict.checklist')}</p>}
      <Box display="flex" flexWrap="wrap" style={{ gap: 4 }}>
        {groups.map(({ group, workloads }, index) => (
          <Fragment key={group}>
            {index > 0 && <span className={styles.gap} />}
            {workloads.map(({ id, name }) => (
              <Link
                key={id}
                to={`${workloadPath({ id })}?${WHY}=placement`}
                aria-label={t('verdict.square', {
                  name,
                  group: t(`verdict.groups.${group}`),
                })}
                title={name}
                className={styles.square}
                data-sign={SIGN[group]}
                style={lookOf(group, tokens)}
              >
                {/* Its sign is drawn by the style; a link needs something in it. */}
                <span aria-hidden />
              </Link>
            ))}
          </Fragment>
        ))}
      </Box>
      <Box component="ul" m={0} mt={2} p={0} style={{ listStyle: 'none' }}>
        {groups.map(({ group, workloads }) => (
          <li key={group} className={styles.row}>
            <span
              className={styles.square}
              data-sign={SIGN[group]}
              style={lookOf(group, tokens)}
              aria-hidden
            />
            <WhyPopover
              word={`${numberText(workloads.length)} ${t(
                `verdict.groups.${group}`,
              )}`}
              answer={() => <GroupAnswer group={{ group, workloads }} />}
            >
              <b>
                {numberText(workloads.length)} {t(`verdict.groups.${group}`)}
              </b>
            </WhyPopover>
            <span className={styles.detail}>{detailOf(group, workloads)}</span>
            <GroupLink
              server={server}
              group={group}
              workloads={workloads}
              known={known}
            />
          </li>
        ))}
      </Box>
    </Section>
  );
};
