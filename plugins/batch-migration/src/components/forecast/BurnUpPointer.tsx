import {
  getRelativeCoordinate,
  usePlotArea,
  useXAxisInverseScale,
  ZIndexLayer,
} from 'recharts';

/** Above all that is drawn, below the labels and what has a title of its own. */
const ABOVE = 1500;

/** Catches the mouse over the plot and says where on the axis it is, in milliseconds. */
export const BurnUpPointer = ({ onAt }: { onAt(at: number | null): void }) => {
  const plot = usePlotArea();
  const atOfPixel = useXAxisInverseScale();
  if (!plot || !atOfPixel) return null;
  return (
    <ZIndexLayer zIndex={ABOVE}>
      <rect
        data-testid="pointer"
        {...{ x: plot.x, y: plot.y, width: plot.width, height: plot.height }}
        fill="transparent"
        onMouseMove={event =>
          onAt(
            Number(atOfPixel(plot.x + getRelativeCoordinate(event).relativeX)),
          )
        }
        onMouseLeave={() => onAt(null)}
      />
    </ZIndexLayer>
  );
};
