import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { TargetLinksRequest } from 'backstage-plugin-batch-migration-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createLinkToolAction } from './linkTool';

const TEMPLATES = join(__dirname, '../../../../templates');
const INPUT = {
  repository: 'https://github.example.com/news/news-bastion',
  name: 'news-bastion',
  account: '111122223333',
  region: 'ap-northeast-1',
  workloadId: 'w1',
};

let stored: TargetLinksRequest[];
const action = createLinkToolAction({
  auth: mockServices.auth({ pluginId: 'scaffolder' }),
  client: {
    linkTargets: async request => {
      stored.push(request);
      return { linked: [], updated: [] } as any;
    },
  },
});

/** What it answers. */
async function link(over: object, isDryRun = false): Promise<unknown> {
  const context = createMockActionContext({ input: { ...INPUT, ...over } });
  const output = jest.fn();
  await action.handler({ ...context, output, isDryRun } as any);
  return output.mock.calls[0];
}

beforeEach(() => {
  stored = [];
});

it.each([
  ['codebuild', 'codebuild:111122223333/ap-northeast-1', 'news-bastion'],
  [
    'ecs-exec',
    'ecs-exec:111122223333/ap-northeast-1/news-bastion',
    'console-1',
  ],
])('on %s it is at %s, %s', async (runsOn, ref, key) => {
  expect(await link({ runsOn })).toEqual(['linked', 1]);
  expect(stored).toEqual([
    {
      repository: INPUT.repository,
      links: [{ workloadIds: ['w1'], location: { ref, key } }],
    },
  ]);
});

it('links nothing for a new one, and nothing in a dry run', async () => {
  expect(await link({ runsOn: 'codebuild', workloadId: '' })).toEqual([
    'linked',
    0,
  ]);
  expect(await link({ runsOn: 'codebuild' }, true)).toEqual(['linked', 1]);
  expect(stored).toEqual([]);
});

it.each([
  ['audited-bastion', 'ecs-exec'],
  ['data-patch-pipeline', 'codebuild'],
])('is the last step of %s', (template, runsOn) => {
  const { spec } = parse(
    readFileSync(join(TEMPLATES, template, 'template.yaml'), 'utf8'),
  );
  expect(spec.steps.at(-1)).toMatchObject({
    action: 'batch-migration:tool:link',
    input: {
      repository: '${{ steps.publish.output.repository }}',
      name: '${{ parameters.repository }}',
      runsOn,
      workloadId: "${{ parameters.workloadId or '' }}",
    },
  });
});
