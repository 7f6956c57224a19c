import { render, screen } from '@testing-library/react';
import { createTheme, ThemeProvider } from '@material-ui/core/styles';
import type { ReactElement } from 'react';
import { tokensOf } from '../../theme/tokens';
import { Problem } from './Problem';
import { TextField } from './TextField';

// How dark these colours are on each ground: tokens.test.ts.
describe.each(['light', 'dark'] as const)('in the %s theme', type => {
  const { dangerText } = tokensOf(type);
  const show = (element: ReactElement) =>
    render(
      <ThemeProvider theme={createTheme({ palette: { type } })}>
        {element}
      </ThemeProvider>,
    );

  it('tells a refusal readably', () => {
    show(<Problem>Not stored</Problem>);
    expect(screen.getByRole('alert')).toHaveStyle({ color: dangerText });
  });

  it('has a readable label and help where a field is wrong', () => {
    show(<TextField id="name" label="Name" helperText="Say one" error />);
    expect(screen.getByText('Name')).toHaveStyle({ color: dangerText });
    expect(screen.getByText('Say one')).toHaveStyle({ color: dangerText });
    expect(screen.getByRole('textbox')).toHaveAccessibleDescription('Say one');
  });
});
