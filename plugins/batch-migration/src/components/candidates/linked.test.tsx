import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  type TargetCandidate,
} from 'backstage-plugin-batch-migration-common';
import type { ReactElement } from 'react';
import {
  foundTarget,
  mockApi,
  NOW,
  rankingDaily,
} from '../../__testUtils__/estate';
import { mockSignals } from '../../__testUtils__/mockSignals';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { FoundForWorkload } from './FoundForWorkload';
import { TargetsPage } from './TargetsPage';

const named = (id: number, name: string): TargetCandidate => ({
  ...{ ...foundTarget, id, name },
  location: { ...foundTarget.location, key: name },
});
const first = named(1, 'cost-digest');
const wiki = named(7, 'wiki-backup');
const last = named(9, 'xml-export');
const later = named(11, 'zip-logs');

const workload = {
  ...{ ...rankingDaily, id: 'backup-wiki', name: 'backup-wiki.sh' },
  plan: EMPTY_PLAN,
  locations: rankingDaily.locations.filter(({ side }) => side === 'legacy'),
};
const forWorkload = (
  <FoundForWorkload workload={workload} onChanged={() => {}} />
);

// Pages ask anew in calm, every ten seconds at most: here none has to wait.
const realNow = performance.now.bind(performance);
let aheadMs = 0;
beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => realNow() + aheadMs);
});
afterEach(() => jest.restoreAllMocks());

/** A portal in which what is linked is no longer among what waits. */
async function show(
  element: ReactElement,
  waiting: TargetCandidate[],
  change: Partial<BatchMigrationApi> = {},
) {
  let there = waiting;
  let revision = 1;
  const signals = mockSignals();
  const api = mockApi({
    changes: async () => ({ revision: String(revision), round: null }),
    targetCandidates: async ({ text = '' } = {}) => {
      const items = there.filter(({ name }) => name.includes(text));
      return {
        ...{ items, totalItems: items.length, nextCursor: null },
        ...{ searchedAt: NOW, unread: [] },
      };
    },
    ...change,
  });
  await renderPage(
    <TestApiProvider apis={[[signalApiRef, signals.api]]}>
      <EstateProvider>{element}</EstateProvider>
    </TestApiProvider>,
    { api },
  );
  return {
    api,
    /** What waits is another by now, and the portal says so. */
    becomes: async (...next: TargetCandidate[]) => {
      there = next;
      revision += 1;
      aheadMs += 10_000;
      const asked = api.targetCandidates.mock.calls.length;
      act(() => signals.say());
      await waitFor(() =>
        expect(api.targetCandidates.mock.calls.length).toBeGreaterThan(asked),
      );
      await act(async () => {});
    },
  };
}

const links = () =>
  screen
    .getAllByRole('button', { name: /^(Link|Undo the link of) / })
    .map(button => button.getAttribute('aria-label'));
const button = (name: string) => screen.findByRole('button', { name });
const LINK = 'Link wiki-backup to backup-wiki.sh';
const UNDO = 'Undo the link of wiki-backup to backup-wiki.sh';

async function linkByKeyboard() {
  const link = await button(LINK);
  act(() => link.focus());
  await userEvent.keyboard('{Enter}');
  const undo = await button(UNDO);
  expect(undo).toHaveFocus();
  return undo;
}

describe.each([
  ['of what was found', <TargetsPage />],
  ['of a workload', forWorkload],
])('on the page %s', (_, element) => {
  it('stays in its place with its undo and the focus, whatever comes', async () => {
    const { api, becomes } = await show(element, [first, wiki, last]);
    const undo = await linkByKeyboard();
    await becomes(first, last);
    expect(links()).toEqual([
      'Link cost-digest to backup-wiki.sh',
      UNDO,
      'Link xml-export to backup-wiki.sh',
    ]);
    expect(undo).toHaveFocus();
    expect(
      screen.getByText('wiki-backup is linked to backup-wiki.sh.', {
        exact: false,
      }),
    ).toBeVisible();

    await becomes();
    expect(links()).toEqual([UNDO]);
    expect(undo).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await button(LINK)).toHaveFocus();
    expect(api.unlinkTarget).toHaveBeenCalledWith(7, 'backup-wiki');

    // Whether anybody proposes it again is found out only later.
    await becomes(first, { ...wiki, proposals: [] }, last);
    expect(links()).toHaveLength(3);
    expect(await button(LINK)).toHaveFocus();
  });

  it('stays where the load comes before the answer', async () => {
    let answer: () => void = () => {};
    const { becomes } = await show(element, [first, wiki], {
      linkTargets: () =>
        new Promise(resolve => {
          answer = () => resolve({ repository: null, linked: 1 });
        }),
    });
    const link = await button(LINK);
    await userEvent.click(link);
    await becomes(first);
    await act(async () => answer());
    expect(await button(UNDO)).toBeVisible();
  });

  it('tells why it was not linked also where it waits no more', async () => {
    const { becomes } = await show(element, [first, wiki], {
      linkTargets: async () => {
        throw await refusal(409, 'Somebody else linked it');
      },
    });
    await userEvent.click(await button(LINK));
    await becomes(first);
    expect(screen.getByText(/Somebody else linked it/)).toBeVisible();
  });
});

it('offers three in all beside a workload, and never without what was linked', async () => {
  const { becomes } = await show(forWorkload, [first, last, wiki, later]);
  await linkByKeyboard();
  await becomes(named(2, 'a'), named(3, 'b'), first, last, later);
  expect(links()).toEqual([
    'Link a to backup-wiki.sh',
    'Link b to backup-wiki.sh',
    UNDO,
  ]);
});

it('is among what was asked for, and no answer to another question', async () => {
  const { becomes } = await show(<TargetsPage />, [first, wiki]);
  await linkByKeyboard();
  await becomes(first);
  const search = screen.getByRole('searchbox');
  await userEvent.type(search, 'cost');
  await waitFor(() =>
    expect(links()).toEqual(['Link cost-digest to backup-wiki.sh']),
  );
});

it('goes where it was undone and then found to replace nothing', async () => {
  const { becomes } = await show(<TargetsPage />, [first, wiki]);
  const undo = await linkByKeyboard();
  await userEvent.click(undo);
  await becomes(first, wiki);
  await userEvent.click(await button('wiki-backup replaces nothing in scope…'));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox'), 'Of others');
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await becomes(first);
  expect(links()).toEqual(['Link cost-digest to backup-wiki.sh']);
});
