import useTheme from '@material-ui/core/styles/useTheme';

/** What the colours stand for. Text on a surface has at least 4.5 : 1, marks 3 : 1. */
const light = {
  legacy: '#B4632A',
  legacyText: '#96501F',
  legacySurface: '#FBF0E8',
  target: '#1F66B0',
  targetSurface: '#EAF2FB',
  danger: '#C62828',
  dangerText: '#A61B1B',
  dangerSurface: '#FDECEC',
  onDanger: '#FFFFFF',
  noReturn: '#7A1010',
  warning: '#B57B00',
  warningText: '#8A5A00',
  warningSurface: '#FFF6DD',
  good: '#12694B',
  goodSurface: '#E1F3EB',
  link: '#1F4E8C',
  text1: '#1B2129',
  text2: '#4C5763',
  text3: '#5F6A76',
  rule: '#DDE2E7',
  faint: '#EDF0F3',
  hatch: '#7B8794',
  outline: '#7B8794',
  surface: '#FFFFFF',
  stages: {
    discovered: '#DDE2E7',
    planned: '#BCD1E6',
    built: '#86B1DB',
    'cut-over': '#4887C4',
    proven: '#2FA08C',
    retired: '#12694B',
    retained: '#7B8794',
  },
};

const dark: typeof light = {
  legacy: '#E8A470',
  legacyText: '#EBAA78',
  legacySurface: '#3A2A1E',
  target: '#86B9F2',
  targetSurface: '#1D2C3D',
  danger: '#F0665E',
  dangerText: '#FF9C94',
  dangerSurface: '#3D2323',
  onDanger: '#1B0A0A',
  noReturn: '#F0A0A0',
  warning: '#E0A83A',
  warningText: '#F0C674',
  warningSurface: '#3A311C',
  good: '#5FC79F',
  goodSurface: '#1C3329',
  link: '#8FBBEE',
  text1: '#F0F3F6',
  text2: '#C2CAD2',
  text3: '#B4BDC7',
  rule: '#4A525B',
  faint: '#343A41',
  hatch: '#8A949F',
  outline: '#A3ACB6',
  surface: '#424242',
  stages: {
    discovered: '#5B646E',
    planned: '#4F6F91',
    built: '#5B8FC2',
    'cut-over': '#79B0E6',
    proven: '#4DBFAA',
    retired: '#6FD3A8',
    retained: '#8A949F',
  },
};

export type Tokens = typeof light;

export function tokensOf(type: 'light' | 'dark'): Tokens {
  return type === 'dark' ? dark : light;
}

export function useTokens(): Tokens {
  return tokensOf(useTheme().palette.type);
}

/** Diagonal stripes: always "not seen", or `retained` on a stage bar. */
export function hatching(tokens: Tokens): string {
  return `repeating-linear-gradient(135deg, ${tokens.hatch} 0 2px, ${tokens.faint} 2px 5px)`;
}

/** The edge of a mark whose colour alone is too pale to be seen: early stages. */
export function outlined(tokens: Tokens): string {
  return `inset 0 0 0 1px ${tokens.outline}`;
}
