import { InputError } from '@backstage/errors';
import {
  previewGoldenPath,
  previewHandover,
  previewLines,
} from '../operations';
import { checkBody } from '../routes/body';
import { goldenPathSchema } from '../routes/goldenPathRoutes';
import { handoverSchema } from '../routes/handoverSchema';
import { previewSchema } from '../routes/schemas';
import type { Tool } from './tool';

/** Previews: they store nothing and switch nothing. */
export const previewTools: Tool[] = [
  {
    name: 'preview-crontab',
    title: 'Read and translate a crontab',
    description:
      'Reads a crontab as cron would, translates each schedule to EventBridge Scheduler with the comparison of two years, and says what fits Fargate. Credentials in the answer are masked; nothing is stored.',
    parameters: {
      text: { type: 'text', description: 'The crontab', required: true },
      dialect: {
        type: 'text',
        description: 'user, or system for files with a user column',
        required: true,
      },
      server: {
        type: 'text',
        description: 'Entity ref of its server, to name known workloads',
      },
      path: { type: 'text', description: 'Where it lies on that server' },
      cron: { type: 'text', description: 'debian or cronie' },
      cronVersion: { type: 'text', description: 'Version of the package' },
      timezone: { type: 'text', description: 'IANA zone of the host' },
    },
    limitedAs: 'crontabPreview',
    example: { text: '15 3 * * 1-5 /srv/app/digest\n', dialect: 'user' },
    run: (estate, credentials, input) =>
      previewLines(estate, credentials, checkBody(input, previewSchema)),
  },
  {
    name: 'preview-handover',
    title: 'Plan a handover',
    description:
      'Plans at which instants scheduled jobs can move with no missed and no doubled run, with steps and refusals. Stores nothing and switches nothing.',
    parameters: {
      workloadIds: {
        type: 'texts',
        description: '1 to 1,000 ids of workloads',
        required: true,
      },
      from: {
        type: 'text',
        description: 'ISO 8601 with offset; now by default',
      },
      withinDays: { type: 'number', description: '1 to 62, 14 by default' },
      settleSeconds: {
        type: 'number',
        description: 'From the end of the last old run to the switch',
      },
      marginSeconds: {
        type: 'number',
        description: 'From the switch to the next tick',
      },
      deploySeconds: {
        type: 'number',
        description: 'From planning to the switch',
      },
      switchAt: {
        type: 'text',
        description: 'One whole minute for all, ISO 8601 with offset',
      },
    },
    limitedAs: 'handoverPreview',
    example: { workloadIds: ['3f2a9c0d1e4b'], withinDays: 14 },
    run: (estate, credentials, input) =>
      previewHandover(estate, credentials, checkBody(input, handoverSchema)),
  },
  {
    name: 'preview-golden-path',
    title: 'Preview a golden path',
    description:
      'What a golden path would create for some workloads, the monthly cost of its tasks where prices are known, and what has to be settled first. Creates and stores nothing.',
    parameters: {
      template: {
        type: 'text',
        description: 'Name of the template, for example scheduled-fargate-job',
        required: true,
      },
      form: {
        type: 'text',
        description:
          'The template\'s parameters as a JSON object, for example {"repository":"news-jobs","workloadIds":["…"]}',
        required: true,
      },
    },
    limitedAs: 'goldenPathPreview',
    example: {
      template: 'scheduled-fargate-job',
      form: '{"repository":"news-jobs","workloadIds":["3f2a9c0d1e4b"]}',
    },
    run: (estate, credentials, { template, form }) =>
      previewGoldenPath(
        estate,
        credentials,
        checkBody({ template, form: readJson(String(form)) }, goldenPathSchema),
      ),
  },
];

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('form must be a JSON object');
  }
}
