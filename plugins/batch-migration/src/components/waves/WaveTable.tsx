import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { wavesRouteRef } from '../../routes';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { useTableStyles } from '../workloads/tableStyles';
import { isRed, useWaveWords } from './useWaveWords';
import { VerdictChip } from './VerdictChip';

/** Waves on one scale, the nearest deadline first. */
export const WaveTable = ({ waves }: { waves: readonly WaveView[] }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const table = useTableStyles();
  const tokens = useTokens();
  const path = useRouteRef(wavesRouteRef)();
  const { datesText, finishText } = useWaveWords();
  const scale = Math.max(...waves.map(({ workloads }) => workloads));
  return (
    <Box overflow="auto">
      <table className={table.table} style={{ minWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">{t('waves.wave')}</th>
            <th scope="col">{t('waves.dates')}</th>
            <th scope="col">{t('waves.verdict')}</th>
            <th scope="col">{t('waves.finish')}</th>
            <th scope="col" style={{ width: '30%' }}>
              {t('waves.stages')}
            </th>
            <th scope="col">{t('waves.left')}</th>
          </tr>
        </thead>
        <tbody>
          {waves.map(wave => (
            <tr key={wave.name}>
              <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                <Link to={`${path}?wave=${encodeURIComponent(wave.name)}`}>
                  {wave.title}
                </Link>
                {wave.title !== wave.name && (
                  <div className={table.small}>{wave.name}</div>
                )}
              </th>
              <td style={isRed(wave) ? { color: tokens.dangerText } : {}}>
                {datesText(wave)}
              </td>
              <td>
                <VerdictChip wave={wave} />
              </td>
              <td>{finishText(wave)}</td>
              <td>
                <StageBar byStage={wave.byStage} scale={scale} />
              </td>
              <td>
                <FilterLink
                  filters={{ wave: [wave.name] }}
                  aria-label={t('waves.leftOf', {
                    left: numberText(wave.left),
                    all: numberText(wave.workloads),
                    wave: wave.title,
                  })}
                >
                  {numberText(wave.left)} / {numberText(wave.workloads)}
                </FilterLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
};
