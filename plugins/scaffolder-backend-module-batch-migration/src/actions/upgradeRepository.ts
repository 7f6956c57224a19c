import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  AuthService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  givenAnswers,
  goldenPathOf,
  type PortalReader,
  prepareJobs,
  settleSentence,
  type ScheduledJobAnswers,
  upgradeReport,
} from 'backstage-plugin-batch-migration-golden-paths';
import type { RepositoryHost } from '../repositories/repositoryHost';
import { newestTemplate } from '../upgrade/newestTemplate';
import { repositoryOf } from '../upgrade/repositoryOf';
import { upgradeHosted, upgradeLocal } from '../upgrade/upgradePlaces';
import { examples } from './upgradeRepository.examples';

const NOBODY = { name: 'Batch Migration', email: 'batch-migration@localhost' };

/**
 * Brings the newest version of its golden path to a repository, merged with
 * what the team made of it, onto a branch to review. Nothing is forced: run
 * again, it finds what it made.
 */
export function createUpgradeRepositoryAction(options: {
  /** Folder of the local repositories. */
  directory: string;
  hosts: RepositoryHost[];
  client: PortalReader;
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}) {
  return createTemplateAction({
    id: 'golden-path:upgrade',
    description:
      'Renders the newest version of the golden path of a repository with its stored answers, and merges it with the edits of the team onto a branch or pull request',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z =>
          z.string().describe('Entity ref of the component of the repository'),
        answers: z =>
          z
            .union([
              z.record(z.unknown()),
              z.array(z.object({ name: z.string(), value: z.string() })),
            ])
            .optional()
            .describe(
              'Answers that the new version asks for: by name, or as names and values as typed in a form',
            ),
      },
      output: {
        status: z =>
          z
            .enum(['current', 'made', 'exists'])
            .describe(
              'current: it is at the newest version; exists: an earlier run made the branch',
            ),
        from: z => z.string().describe('Version before'),
        to: z => z.string().describe('The newest version'),
        branch: z =>
          z.string().optional().describe('Branch to review and merge'),
        pullRequest: z =>
          z.string().optional().describe('Address of the pull request'),
        settle: z =>
          z.array(z.string()).describe('What a person decides, as sentences'),
        report: z => z.string().describe('All of it, as Markdown'),
      },
    },
    async handler(ctx) {
      const credentials = await ctx.getInitiatorCredentials();
      const component = await options.catalog.getEntityByRef(
        ctx.input.component,
        { credentials },
      );
      if (!component) {
        throw new NotFoundError(
          `The catalog shows no ${ctx.input.component}; choose again from the list`,
        );
      }
      const place = await repositoryOf(component, options.directory);
      const profile = ctx.user?.entity?.spec.profile;
      const scratch = join(ctx.workspacePath, 'golden-path-upgrade');
      const request = {
        scratch,
        isDryRun: ctx.isDryRun ?? false,
        answers: Array.isArray(ctx.input.answers)
          ? givenAnswers(ctx.input.answers)
          : ((ctx.input.answers ?? {}) as JsonObject),
        author: {
          name: profile?.displayName ?? ctx.user?.ref ?? NOBODY.name,
          email: profile?.email ?? NOBODY.email,
        },
        now: new Date(),
        newest: (template: string) =>
          newestTemplate({
            ...options,
            template,
            credentials,
            workspace: scratch,
          }),
        prepareWork: async (template: string, answers: unknown) => {
          const { token } = await options.auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'batch-migration',
          });
          return prepareAgain(template, answers, options.client, {
            token,
            signal: ctx.signal,
          });
        },
      };
      // What a run before this one left half fetched.
      await rm(scratch, { recursive: true, force: true });
      const { upgrade, pullRequest } =
        place.type === 'local'
          ? { upgrade: await upgradeLocal(place, request), pullRequest: null }
          : await upgradeHosted(place, options.hosts, request);

      ctx.output('status', upgrade.status);
      if (upgrade.status === 'current') {
        const report = `${component.metadata.name} is at the newest version of its golden path already: ${upgrade.version}.`;
        ctx.output('from', upgrade.version);
        ctx.output('to', upgrade.version);
        ctx.output('settle', []);
        ctx.output('report', report);
        ctx.logger.info(report);
        return;
      }
      const { from, to, branch, settle } = upgrade;
      const sentences = settle.map(point => settleSentence(point, upgrade));
      ctx.output('from', from);
      ctx.output('to', to);
      ctx.output('branch', branch);
      if (pullRequest) ctx.output('pullRequest', pullRequest);
      ctx.output('settle', sentences);
      ctx.output(
        'report',
        upgrade.status === 'exists'
          ? `The branch \`${branch}\` was made by an earlier run and is left as it is: settle and merge it, or delete it and run this again.`
          : upgradeReport(upgrade),
      );
      ctx.logger.info(
        `${component.metadata.name}: ${from} to ${to} on branch ${branch}`,
      );
      for (const sentence of sentences) ctx.logger.warn(sentence);
    },
  });
}

/** The jobs of a repository whose record does not hold them yet. */
async function prepareAgain(
  template: string,
  answers: unknown,
  client: PortalReader,
  request: { token: string; signal?: AbortSignal },
): Promise<unknown> {
  const { name } = goldenPathOf(template);
  if (name === 'scheduled-fargate-job') {
    return prepareJobs(answers as ScheduledJobAnswers, client, request);
  }
  throw new InputError(
    `.golden-path.json holds no work, and nothing can make that of ${name} again`,
  );
}
