import { useTexts } from '../../translations/useTexts';
import { Denied } from '../states/Denied';
import { isDenied, LoadError } from '../states/LoadError';
import type { ForecastServers } from './useServers';

/** Why the servers beside it have no forecasts, or older ones; nothing where they have theirs. */
export const ForecastProblem = ({
  servers: { forecasts, forecastError: error },
  onRetry,
}: {
  servers: ForecastServers;
  onRetry: () => void;
}) => {
  const { t } = useTexts();
  if (!error) return null;
  const what = t('servers.forecasts');
  return (
    <>
      {isDenied(error) ? (
        <Denied {...{ what, error }} uncounted />
      ) : (
        <LoadError {...{ what, error, onRetry }} />
      )}
      {forecasts.length > 0 && (
        <p style={{ textAlign: 'center', margin: '0 0 8px' }}>
          {t('servers.olderForecasts')}
        </p>
      )}
    </>
  );
};
