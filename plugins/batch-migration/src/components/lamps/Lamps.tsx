import type {
  Assessment,
  LocationView,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import { useTokens, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { shareOf, type Share } from './share';

/** What stands between the two lamps when production is wrong. */
export type LampMark = 'twice' | 'nowhere' | 'drift';

/**
 * ×2, 0 and ≠ around the point (40, 12), drawn: as letters they would be the
 * text of the control around the lamps, which its name does not say.
 */
const SIGNS: Record<LampMark, string> = {
  twice:
    'M32.5 9.5 l5 5 M37.5 9.5 l-5 5 M41 9.8 a2.9 2.9 0 1 1 5 1.6 L41.2 16 H47',
  nowhere: 'M40 8 a3 4 0 1 0 0 8 a3 4 0 1 0 0 -8',
  drift: 'M36 10.2 h8 M36 13.8 h8 M42.2 7.8 l-4.4 8.4',
};

/** The worst acute danger decides; `undefined` is the normal thin grey line. */
export function markOf({ dangers }: Assessment): LampMark | undefined {
  const acute = new Set(
    dangers.filter(d => d.severity === 'acute').map(d => d.type),
  );
  if (acute.has('runs-twice')) return 'twice';
  if (acute.has('runs-nowhere')) return 'nowhere';
  if (acute.has('drift') || acute.has('not-equivalent')) return 'drift';
  return undefined;
}

/** What stands between the lamps, and by whom a side was vouched for. */
export interface Between {
  mark?: LampMark;
  /** How much of a service goes to the target, where something is weighted. */
  share?: Share;
  attested?: { legacy: boolean; target: boolean };
}

/** Says of the two lamps what the picture says, for names and for screen readers. */
export function useLampsSentence() {
  const { t } = useTexts();
  return (
    legacy: ObservedState,
    target: ObservedState,
    { mark, share, attested }: Between = {},
  ) => {
    const stateOf = (side: 'legacy' | 'target', state: ObservedState) => {
      const word = t(`lamps.states.${state}`);
      return attested?.[side] ? t('lamps.attested', { state: word }) : word;
    };
    const states = {
      legacy: stateOf('legacy', legacy),
      target: stateOf('target', target),
    };
    return [
      mark
        ? t('lamps.sentenceWithMark', {
            ...states,
            mark: t(`lamps.marks.${mark}`),
          })
        : t('lamps.sentence', states),
      share && t('lamps.weight', { percent: String(share.weight) }),
      share?.seen !== undefined &&
        share.seen !== null &&
        t('lamps.seenShare', { percent: String(share.seen) }),
    ]
      .filter(Boolean)
      .join(t('lamps.and'));
  };
}

const RADIUS = 6;
/** Chords of the circle at 45°, so that hatching needs no clip path with an id. */
const HATCHES = [
  [-5.6, 1.4, 1.4, -5.6],
  [-4, 4, 4, -4],
  [-1.4, 5.6, 5.6, -1.4],
];

interface LampProps {
  x: number;
  state: ObservedState;
  colour: string;
  tokens: Tokens;
  attested: boolean;
}

const Lamp = ({ x, state, colour, tokens, attested }: LampProps) => (
  <g transform={`translate(${x} 12)`} data-lamp={state}>
    {state === 'active' && <circle r={RADIUS} fill={colour} />}
    {state === 'idle' && (
      <circle r={RADIUS - 1} fill="none" stroke={colour} strokeWidth={2} />
    )}
    {state === 'absent' && (
      <circle
        r={RADIUS - 0.75}
        fill="none"
        stroke={tokens.text3}
        strokeWidth={1.5}
        strokeDasharray="1.6 2.2"
      />
    )}
    {state === 'unknown' && (
      <>
        <circle r={RADIUS} fill={tokens.faint} stroke={tokens.text3} />
        {HATCHES.map(([x1, y1, x2, y2]) => (
          <line key={x1} {...{ x1, y1, x2, y2 }} stroke={tokens.hatch} />
        ))}
        <text
          y={3.5}
          textAnchor="middle"
          fontSize={10}
          fontWeight={700}
          fill={tokens.text1}
          stroke={tokens.faint}
          strokeWidth={2}
          paintOrder="stroke"
        >
          ?
        </text>
      </>
    )}
    {attested && (
      <g transform="translate(6 -6)" fill={tokens.text2}>
        <circle cy={-2} r={2} />
        <path d="M-3.4 4 a3.4 3.4 0 0 1 6.8 0 z" />
      </g>
    )}
  </g>
);

export interface LampsProps extends Between {
  legacy: ObservedState;
  target: ObservedState;
  /** Leaves the accessible name out where the sentence stands beside it. */
  decorative?: boolean;
}

/**
 * The one glyph of the product: left the legacy side, right the target. Shape
 * carries the state and colour only the side, so it works without colour.
 */
export const Lamps = ({
  legacy,
  target,
  mark,
  share,
  attested,
  decorative,
}: LampsProps) => {
  const tokens = useTokens();
  const sentence = useLampsSentence();
  // A danger goes first; the weight then stands in the sentence alone.
  const percent = mark ? undefined : share?.weight;
  const name = decorative
    ? { 'aria-hidden': true }
    : {
        role: 'img',
        'aria-label': sentence(legacy, target, { mark, share, attested }),
      };
  return (
    <svg width={80} height={24} viewBox="0 0 80 24" {...name}>
      <line
        x1={20}
        x2={60}
        y1={12}
        y2={12}
        stroke={mark ? tokens.danger : tokens.hatch}
        strokeWidth={mark ? 2 : 1}
        strokeDasharray={mark === 'nowhere' ? '3 3' : undefined}
      />
      <Lamp
        x={12}
        state={legacy}
        colour={tokens.legacy}
        tokens={tokens}
        attested={Boolean(attested?.legacy)}
      />
      <Lamp
        x={68}
        state={target}
        colour={tokens.target}
        tokens={tokens}
        attested={Boolean(attested?.target)}
      />
      {mark && (
        <>
          <rect
            x={28}
            y={4.5}
            width={24}
            height={15}
            rx={7.5}
            fill={mark === 'drift' ? tokens.surface : tokens.danger}
            stroke={tokens.danger}
            strokeWidth={1.5}
          />
          <path
            d={SIGNS[mark]}
            fill="none"
            stroke={mark === 'drift' ? tokens.dangerText : tokens.onDanger}
            strokeWidth={1.8}
          />
        </>
      )}
      {percent !== undefined && (
        <>
          <rect
            x={22}
            y={4.5}
            width={36}
            height={15}
            rx={7.5}
            fill={tokens.surface}
            stroke={tokens.target}
          />
          <text
            x={40}
            y={16}
            textAnchor="middle"
            fontSize={11}
            fontWeight={600}
            fill={tokens.text1}
          >
            {`${percent}%`}
          </text>
        </>
      )}
    </svg>
  );
};

/** What the lamps need to know of a workload. */
export interface Lit {
  assessment: Assessment;
  locations: LocationView[];
}

/** All that stands between and at the lamps of one workload. */
export function betweenOf({ assessment, locations }: Lit): Between {
  const isAttested = (side: 'legacy' | 'target') =>
    locations.some(
      location =>
        location.side === side && location.source?.startsWith('attested:'),
    );
  return {
    mark: markOf(assessment),
    share: shareOf(locations),
    attested: { legacy: isAttested('legacy'), target: isAttested('target') },
  };
}

/** The lamps of one workload. */
export const WorkloadLamps = ({
  workload,
  decorative,
}: {
  workload: Lit;
  decorative?: boolean;
}) => (
  <Lamps
    legacy={workload.assessment.legacy}
    target={workload.assessment.target}
    {...betweenOf(workload)}
    decorative={decorative}
  />
);
