import { useTokens } from '../../theme/tokens';
import { useRoutingStyles } from './routingStyles';

/** Widths in pixels of the thinnest and the thickest flow. */
const THINNEST = 2;
const THICKEST = 14;

/** Where the middles of rules and stacks are, in per cent of the height. */
const WEIGHTED = 32;
const HEADER = 78;
const LEGACY = 25;
const TARGET = 75;

const widthOf = (percent: number) =>
  THINNEST + ((THICKEST - THINNEST) * percent) / 100;

/** Lines from the rules to the stacks, as thick as what goes there; the numbers stand beside them. */
export const Flows = ({
  legacy,
  target,
  hasHeader,
}: {
  /** Shares in per cent. */
  legacy: number;
  target: number;
  hasHeader: boolean;
}) => {
  const styles = useRoutingStyles();
  const tokens = useTokens();
  const curve = (from: number, to: number) =>
    `M 0 ${from} C 50 ${from} 50 ${to} 100 ${to}`;
  const shared = {
    fill: 'none',
    vectorEffect: 'non-scaling-stroke' as const,
  };
  return (
    <svg
      className={styles.flows}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden
    >
      {target > 0 && (
        <path
          {...shared}
          d={curve(WEIGHTED, TARGET - 6)}
          stroke={tokens.target}
          strokeWidth={widthOf(target)}
        />
      )}
      {legacy > 0 && (
        <path
          {...shared}
          d={curve(WEIGHTED, LEGACY)}
          stroke={tokens.legacy}
          strokeWidth={widthOf(legacy)}
        />
      )}
      {hasHeader && (
        <path
          {...shared}
          d={`M 0 ${HEADER} L 100 ${HEADER}`}
          stroke={tokens.target}
          strokeWidth={THINNEST}
          strokeDasharray="4 3"
        />
      )}
    </svg>
  );
};
