import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import {
  isDone,
  type EntityRef,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { wavesRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { RefreshButton } from '../RefreshButton';
import { formatDate } from '../time/format';
import { FactLine } from './FactLine';

/** Platforms as AWS writes them; others stay as the plan names them. */
const PLATFORMS: Readonly<Record<string, string>> = {
  'ecs-fargate': 'ECS Fargate',
  lambda: 'Lambda',
  codebuild: 'CodeBuild',
  ec2: 'EC2',
  'ec2-run-command': 'EC2 Run Command',
  eks: 'EKS',
};

/** Each value once, the most frequent first. */
export function byFrequency(values: ReadonlyArray<string | null>): string[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

/** Where the jobs of a role are, where they go, and by when. */
export const RoleFacts = ({
  roleRef,
  jobs,
  onRefreshed,
}: {
  roleRef: EntityRef;
  jobs: readonly WorkloadView[];
  onRefreshed: () => void;
}) => {
  const { t } = useTexts();
  const { locale, timezone = 'UTC' } = useEstate();
  const api = useApi(batchMigrationApiRef);
  const wavesPath = useRouteRef(wavesRouteRef);
  const servers = byFrequency(jobs.flatMap(({ serverRefs }) => serverRefs));
  const platforms = byFrequency(jobs.map(({ plan }) => plan.targetPlatform));
  const waves = byFrequency(jobs.map(({ plan }) => plan.wave));
  const [wave] = waves;
  // Its deadline is told where it is there: the tab does not wait for it.
  const found = useLiveLoad(
    async signal =>
      wave ? (await api.wave(wave, { signal })).wave : undefined,
    `wave ${wave}`,
  ).value;
  const withMore = (first: string, all: string[]) =>
    all.length > 1
      ? t('roleTab.several', { first, more: String(all.length - 1) })
      : first;
  const isEmpty =
    jobs.length > 0 && jobs.every(({ assessment }) => isDone(assessment));
  const emptySince = useLiveLoad(
    async signal =>
      isEmpty
        ? (await api.summary({ role: [roleRef] }, { signal })).emptySince
        : null,
    `empty ${isEmpty} ${roleRef}`,
  ).value;
  const deadline = found?.deadline;
  const waveText =
    wave &&
    (deadline
      ? t('roleTab.until', {
          wave: found.title,
          date: formatDate(
            new Date(`${deadline}T00:00:00Z`),
            locale,
            'UTC',
            false,
          ),
        })
      : wave);

  return (
    <FactLine
      facts={[
        {
          name: t('roleTab.server'),
          value:
            servers.length > 0 ? (
              <>
                <EntityLink entityRef={servers[0]} tab="/migration" />
                {servers.length > 1 && ` +${servers.length - 1}`}
              </>
            ) : (
              t('roleTab.none')
            ),
        },
        ...(emptySince
          ? [
              {
                name: t('roleTab.emptySince'),
                value: formatDate(new Date(emptySince), locale, timezone),
              },
            ]
          : []),
        {
          name: t('roleTab.target'),
          value: platforms[0]
            ? withMore(PLATFORMS[platforms[0]] ?? platforms[0], platforms)
            : t('roleTab.none'),
        },
        {
          name: t('roleTab.wave'),
          value: waveText ? (
            <Link to={`${wavesPath()}?wave=${encodeURIComponent(wave)}`}>
              {withMore(waveText, waves)}
            </Link>
          ) : (
            t('roleTab.none')
          ),
        },
      ]}
    >
      <RefreshButton onDone={onRefreshed} />
    </FactLine>
  );
};
