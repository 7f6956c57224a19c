import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import BlockIcon from '@material-ui/icons/Block';
import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import type { CSSProperties } from 'react';
import { workloadRouteRef } from '../../routes';
import { hatching, useTokens, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { WHY } from '../why/whyAddress';
import { WhyPopover } from '../why/WhyPopover';
import { VerdictReasons } from './VerdictReasons';
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

const useStyles = makeStyles({
  ask: { fontSize: 12, textDecoration: 'underline' },
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
});

/** A square for each workload, in five groups, leads to its grounds. Not seen counts as running. */
export const Verdict = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const styles = useStyles();
  const workloadPath = useRouteRef(workloadRouteRef);
  const title = server.canBeShutDown
    ? t('verdict.can', { server: server.title })
    : t('verdict.cannot', { server: server.title });
  const groups = GROUPS.map(group => ({
    group,
    workloads:
      server.verdict.find(entry => entry.group === group)?.workloads ?? [],
  }));
  const Icon = server.canBeShutDown ? CheckIcon : BlockIcon;
  const colour = server.canBeShutDown ? tokens.good : tokens.danger;

  return (
    <Section
      title={title}
      hint={t('verdict.hint', {
        left: String(server.left),
        workloads: String(server.workloads),
      })}
      action={
        <>
          <WhyPopover
            word={title}
            answer={() => <VerdictAnswer server={server} />}
          >
            <span className={styles.ask}>{t('why.ask')}</span>
          </WhyPopover>
          <Icon style={{ color: colour }} aria-hidden />
        </>
      }
      edge={{ side: 'left', colour }}
    >
      <VerdictReasons server={server} />
      {server.canBeShutDown && <p>{t('verdict.checklist')}</p>}
      <Box display="flex" flexWrap="wrap" style={{ gap: 4 }}>
        {groups.flatMap(({ group, workloads }) =>
          workloads.map(({ id, name }) => (
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
          )),
        )}
      </Box>
      <Box component="ul" m={0} mt={2} p={0} style={{ listStyle: 'none' }}>
        {groups
          .filter(({ workloads }) => workloads.length > 0)
          .map(({ group, workloads }) => (
            <Box
              component="li"
              key={group}
              display="flex"
              alignItems="center"
              py={0.75}
              borderTop={`1px solid ${tokens.rule}`}
              style={{ gap: 12 }}
            >
              <span
                className={styles.square}
                data-sign={SIGN[group]}
                style={lookOf(group, tokens)}
                aria-hidden
              />
              <WhyPopover
                word={`${workloads.length} ${t(`verdict.groups.${group}`)}`}
                answer={() => <GroupAnswer group={{ group, workloads }} />}
              >
                <b>
                  {workloads.length} {t(`verdict.groups.${group}`)}
                </b>
              </WhyPopover>
              <span style={{ color: tokens.text2 }}>
                {t(`verdict.next.${group}`)}
              </span>
            </Box>
          ))}
      </Box>
    </Section>
  );
};
