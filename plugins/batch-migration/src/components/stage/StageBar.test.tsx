import { screen } from '@testing-library/react';
import type { StageCount } from 'backstage-plugin-batch-migration-common';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { StageBar } from './StageBar';

const byStage: StageCount[] = [
  { key: 'planned', count: 3, notSeen: 0 },
  { key: 'retired', count: 1_004, notSeen: 4 },
];

const parts = (bar: HTMLElement) =>
  [...bar.children].map(part => [
    part.getAttribute('data-part'),
    (part as HTMLElement).style.background.includes('repeating'),
  ]);

describe('StageBar', () => {
  it('never draws as done what nobody sees now, and says so', async () => {
    await renderPage(<StageBar byStage={byStage} scale={1_007} />, {
      api: mockApi(),
    });
    const bar = screen.getByRole('img', {
      name: '3 planned, 1,004 retired (4 not seen)',
    });
    // Pale stages are seen by their edge.
    for (const part of bar.children) {
      expect((part as HTMLElement).style.boxShadow).toMatch(/^inset/);
    }
    expect(parts(bar)).toEqual([
      ['retired', false],
      ['retired not seen', true],
      ['planned', false],
    ]);
  });

  it('says it in Japanese', async () => {
    await renderPage(<StageBar byStage={byStage} scale={1_007} />, {
      ...{ api: mockApi(), language: 'ja' },
    });
    expect(
      screen.getByRole('img', {
        name: '計画済み 3 件、廃止済み 1,004 件(うち観測できない 4 件)',
      }),
    ).toBeVisible();
  });
});
