import { inlineCode, plain, table } from '../rendering/markdown';
import { mermaidLabel } from '../rendering/mermaid';
import type { PatchAnswers } from './answers';

/** The head of `README.md`; the static part of the golden path follows it. */
export function patchReadmeHead(answers: PatchAnswers): string {
  const { application, slack, validHours, audit, evidence } = answers;
  return [
    `# ${answers.repository}`,
    plain(
      answers.description ??
        'Data patches of production: reviewed, tried, approved, run and kept.',
    ),
    `Owner: ${plain(answers.owner)}. AWS account ${answers.account}, region ${
      answers.region
    }.`,
    table(
      ['Patches of', 'Approved by', 'An approval is good for', 'Looked at'],
      [
        [
          inlineCode(application.name),
          plain(slack.approvers.map(({ title }) => title).join(', ')),
          `one run, within ${validHours} hours`,
          audit.logGroup === null
            ? 'builds only'
            : `builds, and the log ${inlineCode(audit.logGroup)}`,
        ],
      ],
    ),
    `Evidence is kept for ${evidence.days} days, ${
      evidence.mode === 'COMPLIANCE'
        ? 'and nobody can delete it before, not even root'
        : 'and who has a permission of its own can delete it before: a mode to try out with'
    }.`,
  ].join('\n\n');
}

/** The data of `docs/architecture.md`: the diagram, and the names in AWS. */
export function patchArchitecture(answers: PatchAnswers): string {
  const { repository, account, region, application, audit } = answers;
  const diagram = [
    'flowchart LR',
    `  person((${mermaidLabel('Who asks')}))`,
    `  branch[${mermaidLabel('Branch', application.name)}]`,
    `  ask[${mermaidLabel('Ask', 'commit, patch, values')}]`,
    `  slack[${mermaidLabel('Slack', 'request, button, result')}]`,
    `  officer((${mermaidLabel('Approver')}))`,
    `  start[${mermaidLabel('Starter', 'writes the order')}]`,
    `  build[${mermaidLabel('CodeBuild', 'checks, then runs')}]`,
    `  database[(${mermaidLabel('Production database')})]`,
    `  evidence[(${mermaidLabel('Evidence', 'Object Lock')})]`,
    `  reconciliation[${mermaidLabel('Reconciliation', 'every day')}]`,
    '  person --> branch --> ask --> slack --> officer -->|approves a commit| start --> build --> database',
    '  build -->|log, counts, exit| evidence --> slack',
    '  build -->|every build| reconciliation',
    ...(audit.logGroup === null
      ? []
      : ['  database -->|audit log| reconciliation']),
    '  reconciliation -->|unapproved, unknown| slack',
    '  reconciliation -->|report| evidence',
  ];
  return [
    '# Architecture',
    `\`\`\`mermaid\n${diagram.join('\n')}\n\`\`\``,
    '## Names in AWS',
    `Account ${account}, region ${region}.`,
    table(
      ['What', 'Name'],
      [
        ['Stack, CodeBuild project', inlineCode(repository)],
        ['Repository of the application', inlineCode(application.name)],
        [
          'Audit log of the database',
          audit.logGroup === null ? 'none' : inlineCode(audit.logGroup),
        ],
        ['Table of requests', 'the output `RequestsTable`'],
        ['Bucket of evidence', 'the output `EvidenceBucket`'],
        ['Function that reconciles', 'the output `ReconciliationFunction`'],
      ],
    ),
  ].join('\n\n');
}

/** The data of `docs/cost.md`. */
export function patchCost({
  region,
  build,
}: Pick<PatchAnswers, 'region' | 'build'>): string {
  return [
    '# What it costs',
    `A build runs on ${inlineCode(build.computeType)} (${plain(
      build.architecture,
    )}) in ${region}. CodeBuild bills it by the minute from when it is asked for until it ends, for ${
      build.timeoutMinutes
    } minutes at most.`,
    'No amount is known: nobody knows how many patches there will be, and no price of CodeBuild ships with the golden path. It is the minutes of all builds, dry runs and refused ones too, times the price of one.',
    'A build waits for the jobs of its patch where the patch asks for it (`jobs.wait`): those minutes are paid for as well.',
  ].join('\n\n');
}
