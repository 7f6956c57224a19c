import ClockIcon from '@material-ui/icons/AccessTime';
import PersonIcon from '@material-ui/icons/PersonOutline';
import ServerIcon from '@material-ui/icons/Storage';
import LockIcon from '@material-ui/icons/Lock';
import WarningIcon from '@material-ui/icons/WarningRounded';
import type {
  ServerDetail,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import type { ReactElement, ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { calendarDay, formatDate } from '../time/format';
import { WhyPopover } from '../why/WhyPopover';
import { FactAnswer } from './FactAnswer';
import { FactLineItem } from './FactLines';
import { newestOf, rowOf } from './leadingFacts';
import { ToneChip } from './ToneChip';
import { useDistance } from './useDistance';
import { useFactText } from './useFactText';
import { ServerDangerAnswer, ServerDangerText } from './WhyServer';

type DangerType = ServerView['dangers'][number]['type'];

/** Dangers that stand at the fact of which they follow. */
const AT_A_FACT: ReadonlySet<DangerType> = new Set([
  'end-of-life',
  'tls-too-old',
  'previous-generation',
]);

/** The danger of a server as a chip that answers why. */
const DangerMark = ({
  server,
  type,
}: {
  server: ServerDetail;
  type: DangerType;
}) => {
  const { t } = useTexts();
  const danger = server.dangers.find(one => one.type === type);
  if (!danger) return null;
  return (
    <WhyPopover
      word={t(`serverDangers.${type}`)}
      answer={() => <ServerDangerAnswer danger={danger} server={server} />}
    >
      <ToneChip tone={danger.severity === 'acute' ? 'danger' : 'warning'}>
        {t(`serverDangers.${type}`)}
      </ToneChip>
    </WhyPopover>
  );
};

/** The newest value of a fact; that others say something else is said. */
const KeyFact = ({
  server,
  name,
  icon,
  danger,
  sub,
}: {
  server: ServerDetail;
  name: string;
  icon: ReactElement;
  danger: DangerType;
  sub?: ReactNode;
}) => {
  const { t } = useTexts();
  const { nameOf, valueOf } = useFactText();
  const row = rowOf(server.facts, name);
  if (!row) {
    return (
      <FactLineItem
        icon={icon}
        title={t('serverTab.facts.notTold')}
        sub={nameOf({ name })}
        chip={<DangerMark server={server} type={danger} />}
      />
    );
  }
  const { value } = newestOf(row);
  const words = valueOf({ name, value });
  const differ = row.values.filter(one => one.value !== null).length > 1;
  return (
    <FactLineItem
      icon={icon}
      title={
        <WhyPopover
          word={t('whyServer.named', { name: nameOf({ name }), value: words })}
          answer={() => <FactAnswer row={row} />}
        >
          {words}
        </WhyPopover>
      }
      sub={
        <>
          {sub ?? nameOf({ name })}
          {differ && ` · ${t('serverTab.facts.differ')}`}
        </>
      }
      chip={<DangerMark server={server} type={danger} />}
    />
  );
};

/** System, TLS and instance: what decides whether it can stay or be resized. */
export const KeyFacts = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const distance = useDistance();
  const { valueOf } = useFactText();
  const { now, timezone, locale } = useEstate();
  const has = (type: DangerType) =>
    server.dangers.some(danger => danger.type === type);
  const colour = (type: DangerType) => ({
    color: has(type) ? tokens.warning : tokens.text3,
  });
  const valueAt = (name: string) => {
    const row = rowOf(server.facts, name);
    return row ? newestOf(row).value : null;
  };
  const end = valueAt('os-end-of-life');
  const endsOn =
    end && /^\d{4}-\d\d-\d\d$/.test(end)
      ? [
          t('serverTab.facts.endOfLife', {
            date: formatDate(new Date(`${end}T00:00:00Z`), locale, 'UTC'),
          }),
          ...(now && timezone
            ? [distance(calendarDay(now, timezone), end)]
            : []),
        ].join(' · ')
      : t('serverTab.facts.noEndOfLife');
  const virtualization = valueAt('virtualization');
  return (
    <>
      <KeyFact
        {...{ server, name: 'os', danger: 'end-of-life', sub: endsOn }}
        icon={<ClockIcon style={colour('end-of-life')} />}
      />
      <KeyFact
        {...{ server, name: 'tls', danger: 'tls-too-old' }}
        icon={<LockIcon style={colour('tls-too-old')} />}
      />
      <KeyFact
        {...{ server, name: 'instance-type', danger: 'previous-generation' }}
        icon={<ServerIcon style={colour('previous-generation')} />}
        sub={
          virtualization
            ? valueOf({ name: 'virtualization', value: virtualization })
            : undefined
        }
      />
    </>
  );
};

/** Dangers of the server that follow of no single fact, each in its own words. */
export const OtherDangers = ({ server }: { server: ServerDetail }) => {
  const tokens = useTokens();
  return (
    <>
      {server.dangers
        .filter(({ type }) => !AT_A_FACT.has(type))
        .map(danger => {
          const Icon =
            danger.type === 'unknown-owner' ? PersonIcon : WarningIcon;
          return (
            <FactLineItem
              key={danger.type}
              icon={
                <Icon
                  style={{
                    color:
                      danger.severity === 'acute'
                        ? tokens.danger
                        : tokens.warning,
                  }}
                />
              }
              title={<DangerMark server={server} type={danger.type} />}
              sub={<ServerDangerText danger={danger} />}
            />
          );
        })}
    </>
  );
};
