import { outlined, tokensOf, type Tokens } from './tokens';

/** Relative luminance of `#RRGGBB`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

type Colour = Exclude<keyof Tokens, 'stages'>;

const TEXT: Array<[Colour, Colour]> = [
  ['text1', 'surface'],
  ['text2', 'surface'],
  ['text3', 'surface'],
  ['text2', 'faint'],
  ['dangerText', 'surface'],
  ['dangerText', 'dangerSurface'],
  ['onDanger', 'danger'],
  ['warningText', 'surface'],
  ['warningText', 'warningSurface'],
  ['good', 'surface'],
  ['good', 'goodSurface'],
  ['legacyText', 'surface'],
  ['legacyText', 'legacySurface'],
  ['target', 'surface'],
  ['target', 'targetSurface'],
];

/** What says something by its colour or its shape alone, beside words or not. */
const MARKS = [
  ...(['legacy', 'target', 'danger', 'noReturn', 'warning'] as const),
  ...(['good', 'hatch', 'outline', 'link'] as const),
] satisfies Colour[];

describe.each(['light', 'dark'] as const)('in the %s theme', type => {
  const tokens = tokensOf(type);

  it.each(TEXT)('%s is readable on %s', (text, surface) => {
    expect(contrast(tokens[text], tokens[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MARKS)('%s is seen', mark => {
    expect(contrast(tokens[mark], tokens.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(['hatch', 'outline', 'warning'] as const)(
    '%s is seen on faint grounds',
    mark => {
      expect(contrast(tokens[mark], tokens.faint)).toBeGreaterThanOrEqual(3);
    },
  );

  it('draws an edge around stages, some of which are too pale alone', () => {
    const pale = Object.values(tokens.stages).filter(
      colour => contrast(colour, tokens.surface) < 3,
    );
    expect(pale).not.toEqual([]);
    expect(outlined(tokens)).toContain(tokens.outline);
  });
});
