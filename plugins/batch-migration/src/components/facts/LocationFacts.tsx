import Box from '@material-ui/core/Box';
import type {
  ObservationDetail,
  QueueDetail,
  ServiceDetail,
  TrafficDetail,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { useServerText } from '../../translations/said/useServerWords';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useDuration } from '../time/useDuration';
import { percentOf, plainFacts } from './factsOf';

/** A name, what was seen, and whether it is a reason to worry. */
interface Row {
  name: string;
  value: ReactNode;
  isBad?: boolean;
}

function useServiceRows() {
  const { t } = useTexts();
  const numberText = useNumberText();
  const server = useServerText();
  return ({
    desired,
    running,
    atMost,
    rollout,
    rolloutReason,
  }: ServiceDetail): Row[] => [
    {
      name: t('placeFacts.copies'),
      value: t('placeFacts.copiesOf', {
        running: numberText(running),
        desired: numberText(desired),
      }),
      isBad: running < desired,
    },
    {
      name: t('placeFacts.atMost'),
      value: atMost
        ? t('placeFacts.atMostOf', {
            most: numberText(atMost.count),
            because: server(atMost.because),
          })
        : t('placeFacts.unknown'),
    },
    {
      name: t('placeFacts.rollout'),
      value: rollout
        ? [t(`placeFacts.rollouts.${rollout}`), rolloutReason]
            .filter(Boolean)
            .join(': ')
        : t('placeFacts.unknown'),
      isBad: rollout === 'failed',
    },
  ];
}

function useQueueRows() {
  const { t } = useTexts();
  const numberText = useNumberText();
  const server = useServerText();
  const duration = useDuration();
  return (queue: QueueDetail): Row[] => {
    const { deadLetter, oldestMessageSeconds, receives, unread } = queue;
    return [
      {
        name: t('placeFacts.queue'),
        value: t('placeFacts.queueOf', {
          name: queue.name,
          visible: numberText(queue.visible),
          inFlight: numberText(queue.inFlight),
        }),
      },
      {
        name: t('placeFacts.oldest'),
        value:
          oldestMessageSeconds === null
            ? t('placeFacts.unknown')
            : duration(oldestMessageSeconds),
      },
      {
        name: t('placeFacts.deadLetter'),
        value: deadLetter
          ? t('placeFacts.deadLetterOf', {
              messages:
                deadLetter.visible === null
                  ? t('placeFacts.unknown')
                  : numberText(deadLetter.visible),
              name: deadLetter.name,
            })
          : t('placeFacts.noDeadLetter'),
        isBad: (deadLetter?.visible ?? 0) > 0,
      },
      {
        name: t('placeFacts.receives'),
        value:
          receives === null ? t('placeFacts.unknown') : numberText(receives),
      },
      ...(unread
        ? [{ name: t('placeFacts.unread'), value: server(unread) }]
        : []),
    ];
  };
}

function useTrafficRows() {
  const { t } = useTexts();
  const numberText = useNumberText();
  return (traffic: TrafficDetail): Row[] => {
    const { weight, totalWeight, conditions, requests, targets, alarms } =
      traffic;
    const percent = percentOf(weight, totalWeight);
    return [
      {
        name: t('placeFacts.weight'),
        value: t('placeFacts.weightOf', {
          weight: numberText(weight),
          total: numberText(totalWeight),
          percent: String(percent ?? 0),
        }),
      },
      ...conditions.map(condition => ({
        name: t('placeFacts.condition'),
        value: condition,
      })),
      {
        name: t('placeFacts.requests'),
        value:
          requests === null ? t('placeFacts.unknown') : numberText(requests),
      },
      {
        name: t('placeFacts.healthy'),
        value: targets
          ? t('placeFacts.healthyOf', {
              healthy: numberText(targets.healthy),
              registered: numberText(targets.registered),
            })
          : t('placeFacts.unknown'),
        isBad: targets !== null && targets.healthy < targets.registered,
      },
      {
        name: t('placeFacts.alarms'),
        value:
          alarms === null
            ? t('placeFacts.unknown')
            : alarms.join(', ') || t('placeFacts.noAlarms'),
        isBad: (alarms ?? []).length > 0,
      },
      ...traffic.unread.map(reason => ({
        name: t('placeFacts.unread'),
        value: reason,
      })),
    ];
  };
}

function usePlaceRows() {
  const { t } = useTexts();
  const numberText = useNumberText();
  return (detail: ObservationDetail): Row[] => {
    const time = (name: string, at: unknown): Row[] =>
      typeof at === 'string' ? [{ name, value: <Time at={at} /> }] : [];
    const text = (name: string, value: unknown): Row[] =>
      value === undefined || value === null
        ? []
        : [{ name, value: String(value) }];
    const { members, uses } = detail;
    return [
      ...text(t('placeFacts.line'), detail.line),
      ...text(t('placeFacts.user'), detail.user),
      ...(detail.schedules ?? []).map(({ expression, timezone }) => ({
        name: t('placeFacts.schedule'),
        value: (
          <>
            <code>{expression}</code> {timezone}
          </>
        ),
      })),
      ...time(t('placeFacts.starts'), detail.startDate),
      ...time(t('placeFacts.ends'), detail.endDate),
      ...time(t('placeFacts.made'), detail.createdAt),
      ...time(t('placeFacts.changed'), detail.modifiedAt),
      ...time(t('placeFacts.lastUsed'), detail.lastUsedAt),
      ...(uses
        ? [
            {
              name: t('placeFacts.uses'),
              value:
                uses.count === null
                  ? t('placeFacts.usesUnknown')
                  : t('placeFacts.usesSince', {
                      times: numberText(uses.count),
                      at: <Time at={uses.since} />,
                    }),
            },
          ]
        : []),
      ...(members
        ? [
            {
              name: t('placeFacts.members'),
              value: t('placeFacts.membersOf', {
                active: numberText(
                  members.filter(({ state }) => state === 'active').length,
                ),
                all: numberText(members.length),
              }),
            },
          ]
        : []),
    ];
  };
}

/** What probes tell under names of their own, and pages have words for. */
const OWN = [
  'targetArn',
  'peakMib',
  'peakSource',
  'timeoutSeconds',
  'task',
  'stateMachine',
] as const;

/** What was seen at a place beside its state: what is not known says so. */
export const LocationFacts = ({ detail }: { detail: ObservationDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const placeRows = usePlaceRows();
  const serviceRows = useServiceRows();
  const queueRows = useQueueRows();
  const trafficRows = useTrafficRows();
  const rows: Row[] = [
    ...placeRows(detail),
    ...(detail.service ? serviceRows(detail.service) : []),
    ...(detail.queue ? queueRows(detail.queue) : []),
    ...(detail.traffic ? trafficRows(detail.traffic) : []),
    ...plainFacts(detail).map(({ name, value }) => {
      const known = OWN.find(own => own === name);
      return { name: known ? t(`ownFacts.${known}`) : name, value };
    }),
  ];
  if (rows.length === 0) return null;
  return (
    <Box component="dl" m={0} fontSize={12} color={tokens.text2}>
      {rows.map(({ name, value, isBad }, index) => (
        <Box
          // A place has several schedules and conditions of one name.
          key={`${name} ${index}`}
          display="inline-block"
          mr={1.5}
        >
          <Box component="dt" display="inline">
            {name}:{' '}
          </Box>
          <Box
            component="dd"
            display="inline"
            m={0}
            color={isBad ? tokens.dangerText : tokens.text1}
            fontWeight={isBad ? 600 : undefined}
            style={{ overflowWrap: 'anywhere' }}
          >
            {isBad && <span aria-hidden>▲ </span>}
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
