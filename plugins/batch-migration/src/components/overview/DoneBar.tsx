import type { Summary } from 'backstage-plugin-batch-migration-common';
import { hatching, useTokens } from '../../theme/tokens';

/** Retired is solid, retained is hatched: it is done, and not moved. */
export const DoneBar = ({ counts }: { counts: Summary }) => {
  const tokens = useTokens();
  const width = (count: number) =>
    `${counts.scope ? (100 * count) / counts.scope : 0}%`;
  return (
    <div
      style={{
        display: 'flex',
        height: 10,
        borderRadius: 2,
        overflow: 'hidden',
      }}
    >
      <span
        style={{
          width: width(counts.retired),
          background: tokens.stages.retired,
        }}
      />
      <span
        style={{ width: width(counts.retained), background: hatching(tokens) }}
      />
    </div>
  );
};
