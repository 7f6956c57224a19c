import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Fact,
  ServerDetail,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { workloadRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';
import { WHY } from '../why/whyAddress';
import { useFactText } from './useFactText';

type Group = ServerDetail['verdict'][number];
type ServerDanger = ServerView['dangers'][number];

/** More of one kind say nothing new to a person. */
const SHOWN = 30;

/** The workloads of one group; each opens with its placement explained. */
export const GroupAnswer = ({ group }: { group: Group }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const path = useRouteRef(workloadRouteRef);
  const { workloads } = group;
  const more = workloads.length - SHOWN;
  return (
    <>
      <div>{t(`whyServer.groups.${group.group}`)}</div>
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {workloads.slice(0, SHOWN).map(({ id, name }) => (
          <li key={id}>
            <Link to={`${path({ id })}?${WHY}=placement`}>{name}</Link>
          </li>
        ))}
      </ul>
      {more > 0 && <div>{t('why.more', { count: more })}</div>}
    </>
  );
};

/** Facts with their source and time; what is not known says so. */
export const FactList = ({ facts }: { facts: Fact[] }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
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
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  return (
    <>
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
      <FactList
        facts={server.facts.filter(({ name }) => name === 'instance')}
      />
    </>
  );
};

/** Names of the facts of which a danger of the server follows. */
const FACTS_OF: Record<ServerDanger['type'], readonly string[]> = {
  'hard-date-missed': ['instance', 'os-end-of-life'],
  'end-of-life': ['os', 'os-end-of-life'],
  'tls-too-old': ['os', 'tls'],
  'previous-generation': ['instance-type', 'virtualization'],
  'single-point-of-failure': ['instance'],
  'unknown-owner': [],
};

/** What a danger of a server means. The rule's own sentence is English; its facts are told beside it. */
export const ServerDangerText = ({ danger }: { danger: ServerDanger }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const { locale } = useEstate();
  return locale.startsWith('en') ? (
    <span lang="en">{danger.message}</span>
  ) : (
    <>{t(`whyServer.dangerTexts.${danger.type}`)}</>
  );
};

/** Why a danger is said of a server: the rule's own words and the facts. */
export const ServerDangerAnswer = ({
  danger,
  server,
}: {
  danger: ServerDanger;
  server: Pick<ServerView, 'facts' | 'hardDates'>;
}) => {
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
            <b>{date}</b> {effect} ({source})
          </div>
        ))}
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
  const { t } = useTranslationRef(batchMigrationTranslationRef);
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
