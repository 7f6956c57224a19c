import { costPage } from '../rendering/costPage';
import { inlineCode, plain, table } from '../rendering/markdown';
import { mermaidLabel } from '../rendering/mermaid';
import type { BastionAnswers } from './answers';
import { HOURS_A_MONTH } from './limits';

/** The head of `README.md`; the static part of the golden path follows it. */
export function bastionReadmeHead(answers: BastionAnswers): string {
  const { seats, longestMinutes, slack } = answers;
  return [
    `# ${answers.repository}`,
    plain(answers.description ?? 'A console in production that is watched.'),
    `Owner: ${plain(answers.owner)}. AWS account ${answers.account}, region ${
      answers.region
    }.`,
    table(
      ['Sessions at once', 'Longest', 'Approved by', 'Why it is needed'],
      [
        [
          String(seats),
          `${longestMinutes} min`,
          plain(slack.approvers.map(({ title }) => title).join(', ')),
          plain(answers.needed),
        ],
      ],
    ),
  ].join('\n\n');
}

/** The data of `docs/architecture.md`: the diagram, and the names in AWS. */
export function bastionArchitecture(answers: BastionAnswers): string {
  const { repository, account, region, seats } = answers;
  const diagram = [
    'flowchart LR',
    `  person((${mermaidLabel('Operator')}))`,
    `  ask[${mermaidLabel('Ask', 'IAM says who calls')}]`,
    `  seat[${mermaidLabel('Console', `${seats} seats, at zero`)}]`,
    `  trail[(${mermaidLabel('CloudTrail')})]`,
    `  log[(${mermaidLabel('Log', `/${repository}/console`)})]`,
    `  transcript[(${mermaidLabel('Transcripts')})]`,
    `  detector[${mermaidLabel('Detector')}]`,
    `  slack[${mermaidLabel('Slack', 'request, login, danger, alert')}]`,
    `  officer((${mermaidLabel('Executive officer')}))`,
    `  evidence[(${mermaidLabel('Evidence', 'Object Lock')})]`,
    '  person --> ask --> seat',
    '  person -->|ECS Exec| seat',
    '  seat -->|login| trail --> slack',
    '  seat -->|hook| log --> detector --> slack',
    '  seat -->|after the end| transcript --> evidence',
    '  slack --> officer -->|answer| evidence',
    '  log -->|compared| evidence',
  ];
  return [
    '# Architecture',
    `\`\`\`mermaid\n${diagram.join('\n')}\n\`\`\``,
    '## Names in AWS',
    `Account ${account}, region ${region}.`,
    table(
      ['What', 'Name'],
      [
        ['Stack, cluster', inlineCode(repository)],
        ['Service of a seat', inlineCode('console-NUMBER')],
        ['What the hook writes', inlineCode(`/${repository}/console`)],
        ['What ECS Exec writes', inlineCode(`/${repository}/exec`)],
        ['Rule for logins', inlineCode(`${repository}-login`)],
        ['Subscription', inlineCode(`${repository}-commands`)],
        ['Policy of operators', inlineCode(`${repository}-operators`)],
      ],
    ),
  ].join('\n\n');
}

/** The data of `docs/cost.md`. */
export function bastionCost({
  region,
  taskSize,
}: Pick<BastionAnswers, 'region' | 'taskSize'>): string {
  const [cpuUnits, memoryMib] = taskSize.split('/').map(Number);
  return costPage({ region, size: taskSize }, [
    {
      name: 'console',
      basis: 'an hour a working day; nothing while nobody asked',
      hours: HOURS_A_MONTH,
      costed: {
        kind: 'scheduled',
        region,
        startsPerMonth: HOURS_A_MONTH,
        secondsPerRun: 3600,
        copies: 1,
        memoryMib,
        size: { cpuUnits, memoryMib },
      },
    },
  ]);
}
