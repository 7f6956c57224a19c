/** Shades of the heatmap, from no run to the most; a dot is seen on each of them. */
export interface Heat {
  shades: readonly string[];
  /** Colour of a dot on the shade of the same place. */
  dots: readonly string[];
}

const DARK_DOT = '#1B2129';
const LIGHT_DOT = '#F0F3F6';

const light: Heat = {
  shades: ['#FAF9F7', '#F6E5D8', '#EAC4A5', '#D3925F', '#A9602B'],
  dots: [DARK_DOT, DARK_DOT, DARK_DOT, DARK_DOT, DARK_DOT],
};

const dark: Heat = {
  shades: ['#383838', '#493A2E', '#6B4A30', '#9C6536', '#D98F52'],
  dots: [LIGHT_DOT, LIGHT_DOT, LIGHT_DOT, LIGHT_DOT, DARK_DOT],
};

export function heatOf(type: 'light' | 'dark'): Heat {
  return type === 'dark' ? dark : light;
}
