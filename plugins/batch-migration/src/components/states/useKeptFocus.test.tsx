import Dialog from '@material-ui/core/Dialog';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Section } from './Section';

/** A card whose button is gone once its work is done, by whom ever. */
const Card = ({
  works = 'at once',
  said,
}: {
  works?: 'at once' | 'in a dialog';
  /** What others did, and changes the card. */
  said?: string;
}) => {
  const [isOurs, setDone] = useState(false);
  const isDone = isOurs || said !== undefined;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <a href="#elsewhere">Elsewhere</a>
      <Section title="Cutover steps">
        {isDone ? (
          <p key={said}>{said ?? 'Signed off'}</p>
        ) : (
          <button
            onClick={() =>
              works === 'at once' ? setDone(true) : setOpen(true)
            }
          >
            Sign off
          </button>
        )}
        <Dialog open={isOpen} transitionDuration={0}>
          <button onClick={() => setDone(true)}>Send</button>
          <button onClick={() => setOpen(false)}>Close</button>
        </Dialog>
      </Section>
    </>
  );
};

const button = (name: string) => screen.getByRole('button', { name });
const press = async (name: string) => {
  act(() => button(name).focus());
  await userEvent.keyboard('{Enter}');
};
const headingHasFocus = () =>
  waitFor(() =>
    expect(
      screen.getByRole('heading', { name: 'Cutover steps' }),
    ).toHaveFocus(),
  );

it('stays in the card where the button that was pressed is gone', async () => {
  render(<Card />);
  await press('Sign off');
  expect(screen.getByText('Signed off')).toBeVisible();
  await headingHasFocus();
});

it('comes back to the card where the button went behind its dialog', async () => {
  render(<Card works="in a dialog" />);
  await press('Sign off');
  await press('Send');
  expect(button('Send')).toHaveFocus();
  await press('Close');
  await headingHasFocus();
});

it('leaves the focus with whoever went on meanwhile', async () => {
  const { rerender } = render(<Card />);
  act(() => button('Sign off').focus());
  act(() => screen.getByRole('link').focus());
  rerender(<Card said="Signed off by Mori" />);
  expect(screen.getByRole('link')).toHaveFocus();
  act(() => screen.getByRole('link').blur());
  rerender(<Card said="Undone by Mori" />);
  await act(async () => {});
  expect(document.body).toHaveFocus();
});

it('takes no focus for whoever clicked on nothing', async () => {
  const { rerender } = render(<Card />);
  act(() => button('Sign off').focus());
  await userEvent.click(document.body);
  rerender(<Card said="Signed off by Mori" />);
  await act(async () => {});
  expect(document.body).toHaveFocus();
});
