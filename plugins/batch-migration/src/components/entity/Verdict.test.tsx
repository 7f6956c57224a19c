import { screen } from '@testing-library/react';
import { format } from 'node:util';
import { bat000Detail, mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Verdict } from './Verdict';

jest.setTimeout(240_000);

it('draws a link for each workload, and React has nothing to warn of', async () => {
  const said = jest.spyOn(console, 'error').mockImplementation();
  try {
    await renderPage(
      <EstateProvider>
        <Verdict server={bat000Detail} />
      </EstateProvider>,
      { api: mockApi() },
    );
    expect((await screen.findAllByRole('link')).length).toBeGreaterThan(0);
    const warnings = said.mock.calls.map(([text, ...of]) =>
      format(text, ...of),
    );
    expect(warnings.filter(text => /Failed prop type/.test(text))).toEqual([]);
  } finally {
    said.mockRestore();
  }
});
