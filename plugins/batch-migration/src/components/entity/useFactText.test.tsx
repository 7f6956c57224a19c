import { screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { factValuesJa } from '../../translations/factValues.ja';
import { useFactText } from './useFactText';

const render = (content: ReactElement) =>
  renderPage(<EstateProvider>{content}</EstateProvider>, { api: mockApi() });

const Said = ({ name, value }: { name: string; value: string | null }) => (
  <p>{useFactText().valueOf({ name, value })}</p>
);
const Effect = ({ effect }: { effect: string }) => (
  <p>{useFactText().effectOf(effect)}</p>
);

describe('words for facts', () => {
  it.each([
    ['instance-generation', 'previous', 'previous'],
    ['tls', 'no TLS 1.2', 'no TLS 1.2'],
    ['os', 'Ubuntu 12.04.5 LTS', 'Ubuntu 12.04.5 LTS'],
    // Not a value of its own, though another fact has such a word.
    ['hostname', 'running', 'running'],
    ['toString', 'constructor', 'constructor'],
    ['os', null, 'unknown'],
  ])('%s %s is %s', async (name, value, words) => {
    await render(<Said name={name} value={value} />);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it.each([
    'instance-retirement of i-0a1: The instance is running on degraded hardware',
    'instance-stop of i-0a1',
    'The lease of the rack ends',
  ])('the hard date "%s" reads the same in English', async effect => {
    await render(<Effect effect={effect} />);
    expect(await screen.findByText(effect)).toBeVisible();
  });

  it('have Japanese that keeps which instance it is', () => {
    expect(factValuesJa['factValues.effects.instance-stop']).toContain(
      '{{instance}}',
    );
  });
});
