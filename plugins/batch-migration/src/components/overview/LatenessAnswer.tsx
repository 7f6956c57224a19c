import type {
  Forecast,
  HardDate,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { HardDateAnswer } from '../entity/WhyServer';
import { useForecastWords } from '../forecast/useForecastWords';
import type { Lateness } from './lateness';

/** Why a server is late or in time: the forecast, its date, and who told of it. */
export const LatenessAnswer = ({
  lateness,
  forecast,
  hardDate,
  server,
}: {
  lateness: Lateness;
  /** `undefined` where it was not read. */
  forecast: Forecast | undefined;
  hardDate: HardDate;
  server: ServerView;
}) => {
  const { t } = useTexts();
  const { dayText, reasonText } = useForecastWords();
  const ruleOf = () => {
    if (lateness.state === 'unknown') return t('servers.why.unknown');
    if (forecast?.state === 'too-early') return reasonText(forecast);
    return t('servers.why.late');
  };
  return (
    <>
      <div>{ruleOf()}</div>
      {forecast?.state === 'range' && (
        <div>
          {t('servers.bandOf', {
            from: dayText(forecast.finish.p10),
            to: dayText(forecast.finish.p90),
            middle: dayText(forecast.finish.p50),
          })}
        </div>
      )}
      <HardDateAnswer date={hardDate} server={server} />
    </>
  );
};
