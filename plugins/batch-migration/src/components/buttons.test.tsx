import { ServerStyleSheets } from '@material-ui/core/styles';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { Button, LinkButton, ToggleButton } from './buttons';

it.each<[string, ReactElement]>([
  ['button', <Button>Edit plan</Button>],
  ['button that leads to a page', <LinkButton to="/a">Edit plan</LinkButton>],
  ['toggle button', <ToggleButton value="a">Edit plan</ToggleButton>],
])('draws the words of a %s as they are written', (_, button) => {
  const sheets = new ServerStyleSheets();
  const { container } = render(
    sheets.collect(<MemoryRouter>{button}</MemoryRouter>),
  );
  const [drawn] = container.children;
  const rules = [...sheets.toString().matchAll(/^ *\.(\S+) \{([^}]*)\}/gm)]
    .filter(([, name]) => drawn.classList.contains(name.replace(/\\/g, '')))
    .flatMap(([, , rule]) => /text-transform: (\w+)/.exec(rule)?.[1] ?? []);
  // Of rules with one class each the later one holds.
  expect(rules).toEqual(['uppercase', 'none']);
});
