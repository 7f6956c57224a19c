import { screen } from '@testing-library/react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { DayTicks } from './DayTicks';

it('gives an empty tick an edge: rows that are ticked or hovered are tinted', async () => {
  await renderPage(
    <EstateProvider>
      <DayTicks
        days={[
          { day: '2026-02-11', legacy: 'ran', target: 'none', twice: false },
        ]}
      />
    </EstateProvider>,
    { api: mockApi() },
  );
  const ticks = screen.getByRole('img', { name: '11 Feb: legacy ran' });
  const edgeOf = (mark: string) =>
    ticks.querySelector<HTMLElement>(`[data-mark="${mark}"]`)!.style.border;
  expect(edgeOf('target none')).toMatch(/^1px solid/);
  expect(edgeOf('legacy ran')).toBe('');
});
