import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import {
  foundTarget,
  mockApi,
  NOW,
  rankingDaily,
} from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { Router } from '../../Router';
import { WorkloadPage } from '../workload/WorkloadPage';
import { TargetsPage } from './TargetsPage';

const waiting = {
  ...rankingDaily,
  id: 'backup-wiki',
  name: 'backup-wiki.sh',
  plan: EMPTY_PLAN,
  locations: rankingDaily.locations.filter(({ side }) => side === 'legacy'),
};

const answer =
  (
    items = [foundTarget],
    more: object = {},
  ): BatchMigrationApi['targetCandidates'] =>
  async () => ({
    items,
    totalItems: items.length,
    nextCursor: null,
    searchedAt: NOW,
    unread: [],
    ...more,
  });

const workloadPage = (
  <EstateProvider>
    <WorkloadPage id="backup-wiki" />
  </EstateProvider>
);
const targetsPage = (
  <EstateProvider>
    <TargetsPage />
  </EstateProvider>
);

describe('where a workload has no target', () => {
  it('offers what was found, links it, and takes it back, by keyboard', async () => {
    const user = userEvent.setup();
    const api = mockApi({
      workload: async () => waiting,
      targetCandidates: answer(),
    });
    await renderPage(workloadPage, { api });
    const offer = await screen.findByRole('region', {
      name: 'May be its target',
    });
    expect(offer).toHaveTextContent(
      'wiki-backup: same command, same times (switched off)',
    );
    expect(offer).toHaveTextContent('Every day at 03:00');
    expect(api.targetCandidates).toHaveBeenCalledWith(
      { workload: 'backup-wiki', dismissed: false, linked: false },
      expect.anything(),
    );

    const link = within(offer).getByRole('button', {
      name: 'Link wiki-backup to backup-wiki.sh',
    });
    act(() => link.focus());
    await user.keyboard('{Enter}');
    expect(api.linkTargets).toHaveBeenCalledWith({
      repository: null,
      links: [{ workloadIds: ['backup-wiki'], location: foundTarget.location }],
    });
    const undo = await within(offer).findByRole('button', {
      name: 'Undo the link of wiki-backup to backup-wiki.sh',
    });
    expect(within(offer).getByRole('status')).toHaveTextContent(
      'wiki-backup is linked to backup-wiki.sh.',
    );
    await user.click(undo);
    expect(api.unlinkTarget).toHaveBeenCalledWith(7, 'backup-wiki');
    expect(
      await within(offer).findByRole('button', {
        name: 'Link wiki-backup to backup-wiki.sh',
      }),
    ).toBeVisible();
  });

  it('says why nothing was linked', async () => {
    const user = userEvent.setup();
    await renderPage(workloadPage, {
      api: mockApi({
        workload: async () => waiting,
        targetCandidates: answer(),
        linkTargets: async () => {
          throw new Error('The plan is locked');
        },
      }),
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Link wiki-backup to backup-wiki.sh',
      }),
    );
    expect(
      await screen.findByText('Not changed. The plan is locked'),
    ).toBeVisible();
  });

  it('asks nothing where there is a target', async () => {
    const api = mockApi({
      workload: async () => ({
        ...waiting,
        locations: [
          ...waiting.locations,
          { ...waiting.locations[0], side: 'target' },
        ],
      }),
      targetCandidates: answer(),
    });
    await renderPage(workloadPage, { api });
    await screen.findByRole('region', { name: 'When' });
    expect(api.targetCandidates).not.toHaveBeenCalled();
  });
});

describe('the page of what was found', () => {
  it('is reached from the overview', async () => {
    await renderPage(<Router />, { api: mockApi() });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More pages and actions' }),
    );
    expect(
      screen.getByRole('menuitem', { name: 'Found on the platforms' }),
    ).toHaveAttribute('href', '/batch-migration/targets');
  });

  it('tells what runs and replaces nothing, and what could not be read', async () => {
    await renderPage(targetsPage, {
      api: mockApi({
        targetCandidates: answer(
          [
            foundTarget,
            {
              ...foundTarget,
              id: 8,
              name: 'cost-digest',
              state: 'active',
              proposals: [],
            },
          ],
          {
            unread: [
              {
                source: 'aws-eventbridge-rules',
                place: 'rule:111122223333/us-east-1',
                readAt: null,
                failedAt: NOW,
                reason: 'AWS refused events:ListRules',
              },
            ],
          },
        ),
      }),
    });
    const wiki = await screen.findByRole('listitem', { name: 'wiki-backup' });
    expect(
      within(wiki).getByRole('link', { name: 'backup-wiki.sh' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/backup-wiki');
    const digest = screen.getByRole('listitem', { name: 'cost-digest' });
    expect(digest).toHaveTextContent('Runs, replaces nothing');
    expect(
      screen.getByText(
        'Could not be read: rule:111122223333/us-east-1. AWS refused events:ListRules It was never read.',
      ),
    ).toBeVisible();
  });

  it('dismisses with a reason, never without', async () => {
    const user = userEvent.setup();
    const api = mockApi({ targetCandidates: answer() });
    await renderPage(targetsPage, { api });
    await user.click(
      await screen.findByRole('button', {
        name: 'wiki-backup replaces nothing in scope…',
      }),
    );
    const dialog = screen.getByRole('dialog', {
      name: 'wiki-backup replaces nothing in scope',
    });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(dialog).toHaveTextContent('Say why: others will ask.');
    expect(api.dismissTarget).not.toHaveBeenCalled();
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Of another team',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(api.dismissTarget).toHaveBeenCalledWith(7, {
      reason: 'Of another team',
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('shows who dismissed it, and takes it back', async () => {
    const user = userEvent.setup();
    const api = mockApi({
      targetCandidates: answer([
        {
          ...foundTarget,
          dismissal: { actor: 'user:default/mori', reason: 'Test', at: NOW },
        },
      ]),
    });
    await renderPage(targetsPage, { api });
    await user.click(
      await screen.findByRole('checkbox', {
        name: 'Show those that replace nothing in scope',
      }),
    );
    expect(api.targetCandidates).toHaveBeenLastCalledWith(
      expect.objectContaining({ dismissed: true, linked: false }),
      expect.anything(),
    );
    expect(await screen.findByText(/user:default\/mori,.*Test/)).toBeVisible();
    await user.click(
      screen.getByRole('button', {
        name: 'Take back that wiki-backup replaces nothing',
      }),
    );
    expect(api.takeBackDismissal).toHaveBeenCalledWith(7);
  });

  it('shows page after page, and goes back to the first', async () => {
    const user = userEvent.setup();
    const page = (name: string) => ({ ...foundTarget, id: name.length, name });
    const api = mockApi({
      targetCandidates: async ({ cursor } = {}) => ({
        items: [page(cursor ? 'the-last-one' : 'a')],
        totalItems: 301,
        nextCursor: cursor ? null : 'after-300',
        searchedAt: NOW,
        unread: [],
      }),
    });
    await renderPage(targetsPage, { api, at: '/?first=300' });
    await screen.findByRole('listitem', { name: 'a' });
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(
      await screen.findByRole('listitem', { name: 'the-last-one' }),
    ).toBeVisible();
    expect(api.targetCandidates).toHaveBeenLastCalledWith(
      { linked: false, dismissed: false, limit: 50, cursor: 'after-300' },
      expect.anything(),
    );
    expect(screen.getByText('301–301 of 301')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Next page' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await user.click(screen.getByRole('button', { name: 'First page' }));
    expect(await screen.findByRole('listitem', { name: 'a' })).toBeVisible();
  });

  it('goes back to the first page where the last one is emptied', async () => {
    await renderPage(targetsPage, {
      api: mockApi({
        targetCandidates: async ({ cursor } = {}) => ({
          items: cursor ? [] : [foundTarget],
          totalItems: 1,
          nextCursor: null,
          searchedAt: NOW,
          unread: [],
        }),
      }),
      at: '/?cursor=gone&first=51',
    });
    expect(
      await screen.findByRole('listitem', { name: 'wiki-backup' }),
    ).toBeVisible();
  });

  it('begins anew with another question', async () => {
    const user = userEvent.setup();
    const api = mockApi({ targetCandidates: answer() });
    await renderPage(targetsPage, { api, at: '/?cursor=x&first=51' });
    await screen.findByRole('listitem', { name: 'wiki-backup' });
    await user.type(
      screen.getByRole('searchbox', { name: /Search name/ }),
      'wiki b',
    );
    await waitFor(() =>
      expect(api.targetCandidates).toHaveBeenLastCalledWith(
        { linked: false, dismissed: false, limit: 50, text: 'wiki b' },
        expect.anything(),
      ),
    );
    expect(screen.getByRole('searchbox')).toHaveValue('wiki b');
  });

  it('says that nobody has looked yet, and calls nothing linked then', async () => {
    await renderPage(targetsPage, {
      api: mockApi({ targetCandidates: answer([], { searchedAt: null }) }),
    });
    expect(
      await screen.findByText('Nobody has looked for targets yet'),
    ).toBeVisible();
    expect(
      screen.queryByText('Everything that was found is linked.'),
    ).not.toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    await renderPage(targetsPage, {
      api: mockApi({ targetCandidates: answer() }),
      language: 'ja',
    });
    const item = await screen.findByRole('listitem', { name: 'wiki-backup' });
    expect(item).toHaveTextContent('同じコマンド、同じ時刻');
    expect(item).toHaveTextContent('毎日 03:00');
  });
});
