import type { CardLayout } from '@backstage/plugin-home-react';

/**
 * Of the widget in a home page's grid: half of its width, and as high as the
 * five workloads that it shows. Backstage gives others its whole width and four
 * rows.
 */
export const homeLayout: CardLayout = {
  width: { defaultColumns: 6, minColumns: 4 },
  height: { defaultRows: 7, minRows: 4 },
};
