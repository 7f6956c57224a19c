import { useApi } from '@backstage/core-plugin-api';
import type {
  ServerDetail,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useForecastWords } from '../forecast/useForecastWords';
import { HandoverServerButton } from '../handover/HandoverLink';
import { ImportLink } from '../import/ImportLink';
import { RefreshButton } from '../RefreshButton';
import { FactLine } from './FactLine';
import { byFrequency } from './RoleFacts';

/** What is left of a server, where it goes and until when, and what can be done. */
export const ServerFacts = ({
  serverRef,
  server,
  workloads,
  round,
  onRefreshed,
}: {
  serverRef: string;
  server: ServerDetail | undefined;
  /** `undefined` as long as nobody knows them. */
  workloads: readonly WorkloadView[] | undefined;
  round: number;
  onRefreshed: () => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const api = useApi(batchMigrationApiRef);
  const { rangeText } = useForecastWords();
  const answer = useLiveLoad(
    signal => api.forecast({ server: [serverRef] }, { signal }),
    `range of ${serverRef}`,
    round,
  ).value;
  const forecast = answer?.items[0]?.forecast;
  const strategies = byFrequency(
    (workloads ?? []).map(({ plan }) => plan.strategy),
  ) as Array<NonNullable<WorkloadView['plan']['strategy']>>;
  const [strategy] = strategies;
  const strategyText = () => {
    if (!workloads) return t('facts.unknown');
    if (!strategy) return t('serverTab.noStrategy');
    const first = t(`strategies.${strategy}`);
    const more = String(strategies.length - 1);
    return strategies.length > 1
      ? t('roleTab.several', { first, more })
      : first;
  };
  const forecastText = () => {
    if (!answer) return t('facts.unknown');
    if (forecast?.state === 'finished') return t('serverTab.empty');
    return forecast?.state === 'range'
      ? rangeText(forecast.finish.p10, forecast.finish.p90)
      : t('serverTab.tooEarly');
  };
  return (
    <FactLine
      facts={[
        ...(server
          ? [
              {
                name: t('serverTab.left'),
                value: t('serverTab.leftOf', {
                  left: numberText(server.left),
                  workloads: numberText(server.workloads),
                }),
              },
            ]
          : []),
        { name: t('serverTab.strategy'), value: strategyText() },
        { name: t('serverTab.forecast'), value: forecastText() },
      ]}
    >
      <HandoverServerButton serverRef={serverRef} />
      <ImportLink server={serverRef} />
      <RefreshButton onDone={onRefreshed} />
    </FactLine>
  );
};
