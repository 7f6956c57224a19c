import type {
  Fact,
  ServerDetail,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useServerWords } from '../../translations/said/useServerWords';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useStageWords } from '../stage/StageBar';
import { useDateText } from '../time/useDateText';
import { WhyEach } from '../why/WhyEach';
import { InstanceList } from './InstanceList';
import { useFactText } from './useFactText';
import { VerdictReasons } from './VerdictReasons';

type Group = ServerDetail['verdict'][number];
type ServerDanger = ServerView['dangers'][number];

/** The workloads of one group, each with what its placement rests on. */
export const GroupAnswer = ({ group }: { group: Group }) => {
  const { t } = useTexts();
  return (
    <>
      <div>{t(`whyServer.groups.${group.group}`)}</div>
      <WhyEach workloads={group.workloads} word="placement" />
    </>
  );
};

/** Facts with their source and time; what is not known says so. */
export const FactList = ({ facts }: { facts: Fact[] }) => {
  const { t } = useTexts();
  const { nameOf, valueOf, sourceOf } = useFactText();
  if (facts.length === 0) return <div>{t('whyServer.noFacts')}</div>;
  return (
    <ul
      aria-label={t('whyServer.facts')}
      style={{ margin: '4px 0', paddingLeft: 20 }}
    >
      {facts.map(fact => (
        <li key={`${fact.name} ${fact.source}`}>
          <b>
            {t('whyServer.named', {
              name: nameOf(fact),
              value: valueOf(fact),
            })}
          </b>{' '}
          ({sourceOf(fact)})
        </li>
      ))}
    </ul>
  );
};

/** Why a server can or cannot be shut down: by its workloads and its instances. */
export const VerdictAnswer = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  return (
    <>
      <VerdictReasons server={server} />
      <div>{t('whyServer.verdict')}</div>
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {server.verdict
          .filter(({ workloads }) => workloads.length > 0)
          .map(({ group, workloads }) => (
            <li key={group}>
              {workloads.length} {t(`verdict.groups.${group}`)}
            </li>
          ))}
      </ul>
      <InstanceList server={server} />
    </>
  );
};

/** Why a server counts as in use, kept or retired: what is left, and its instances. */
export const StateAnswer = ({ server }: { server: ServerView }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const wordsOf = useStageWords();
  const { left, workloads, byStage } = server;
  return (
    <>
      <div>{t(`whyServer.states.${server.state}`)}</div>
      <div>
        {t('verdict.hint', {
          left: numberText(left),
          workloads: numberText(workloads),
        })}
      </div>
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {byStage
          .filter(({ count }) => count > 0)
          .map(stage => (
            <li key={stage.key}>{wordsOf(stage)}</li>
          ))}
      </ul>
      <InstanceList server={server} />
    </>
  );
};

/** Who told of a server, and when last; none of them named what is missing. */
const Askers = ({ facts }: { facts: Fact[] }) => {
  const { t } = useTexts();
  const { sourceOf } = useFactText();
  const newest = new Map<string, Fact>();
  for (const fact of facts) {
    const known = newest.get(fact.source)?.observedAt ?? '';
    if ((fact.observedAt ?? '') >= known) newest.set(fact.source, fact);
  }
  return (
    <>
      <div>{t('whyServer.askers')}</div>
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {[...newest.values()].map(fact => (
          <li key={fact.source}>{sourceOf(fact)}</li>
        ))}
      </ul>
    </>
  );
};

/** Names of the facts of which a danger of the server follows. */
const FACTS_OF: Record<ServerDanger['type'], readonly string[]> = {
  'hard-date-missed': [],
  'end-of-life': ['os', 'os-end-of-life'],
  'tls-too-old': ['os', 'tls'],
  'previous-generation': [
    'instance-type',
    'virtualization',
    'instance-generation',
  ],
  'single-point-of-failure': [],
  'unknown-owner': [],
};

/** What a danger of a server means; its facts are told beside it. */
export const ServerDangerText = ({ danger }: { danger: ServerDanger }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const translated = useServerWords()(danger.message);
  if (locale.startsWith('en')) return <span lang="en">{danger.message}</span>;
  return <>{translated ?? t(`whyServer.dangerTexts.${danger.type}`)}</>;
};

/** Why a danger is said of a server: the rule's own words and the facts. */
export const ServerDangerAnswer = ({
  danger,
  server,
}: {
  danger: ServerDanger;
  server: Pick<ServerView, 'facts' | 'hardDates' | 'instances'>;
}) => {
  const { effectOf } = useFactText();
  const dateText = useDateText();
  const names = FACTS_OF[danger.type];
  const { hardDates } = server;
  return (
    <>
      <div>
        <ServerDangerText danger={danger} />
      </div>
      {names.length > 0 && (
        <FactList
          facts={server.facts.filter(({ name }) => names.includes(name))}
        />
      )}
      {danger.type === 'hard-date-missed' &&
        hardDates.map(({ date, effect, source }) => (
          <div key={`${date} ${effect}`}>
            <b>{dateText(date)}</b> {effectOf(effect)} ({source})
          </div>
        ))}
      {danger.type === 'single-point-of-failure' && (
        <InstanceList server={server} />
      )}
      {danger.type === 'unknown-owner' && <Askers facts={server.facts} />}
    </>
  );
};

/** By what source a hard date is known, and the facts that carry it. */
export const HardDateAnswer = ({
  date,
  server,
}: {
  date: ServerView['hardDates'][number];
  server: Pick<ServerView, 'facts'>;
}) => {
  const { t } = useTexts();
  const carriers = server.facts.filter(
    ({ value, source }) => value?.includes(date.date) || source === date.source,
  );
  return (
    <>
      <div>{t('whyServer.hardDate', { source: date.source })}</div>
      {carriers.length > 0 && <FactList facts={carriers} />}
    </>
  );
};
