import { ServerStyleSheets } from '@material-ui/core/styles';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { tokensOf } from '../theme/tokens';
import { Button, LinkButton, ToggleButton } from './buttons';

/** What the rules of the element say, in their order. */
function rulesOf(button: ReactElement, said: RegExp): string[] {
  const sheets = new ServerStyleSheets();
  const { container } = render(
    sheets.collect(<MemoryRouter>{button}</MemoryRouter>),
  );
  const [drawn] = container.children;
  return [...sheets.toString().matchAll(/^ *\.(\S+) \{([^}]*)\}/gm)]
    .filter(([, name]) => drawn.classList.contains(name.replace(/\\/g, '')))
    .flatMap(([, , rule]) => said.exec(rule)?.[1] ?? []);
}

it.each<[string, ReactElement]>([
  ['button', <Button>Edit plan</Button>],
  ['button that leads to a page', <LinkButton to="/a">Edit plan</LinkButton>],
  ['toggle button', <ToggleButton value="a">Edit plan</ToggleButton>],
])('draws the words of a %s as they are written', (_, button) => {
  // Of rules with one class each the later one holds.
  expect(rulesOf(button, /text-transform: (\w+)/)).toEqual([
    'uppercase',
    'none',
  ]);
});

it('draws a toggle button that is not chosen so that it can be read', () => {
  const button = <ToggleButton value="a">Cron</ToggleButton>;
  expect(rulesOf(button, /^ *color: (.*);/m).pop()).toBe(
    tokensOf('light').text2,
  );
});
