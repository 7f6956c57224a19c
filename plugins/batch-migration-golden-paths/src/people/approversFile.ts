import { yamlText } from '../rendering/yamlText';
import type { SlackAnswers } from './answers';

/**
 * `approvers.yaml`.
 *
 * @param decides - what an approval is for, in the words of its first comment
 * @param validHours - how long it is good; left out where it is at any time
 */
export function approversFile(
  slack: SlackAnswers,
  { decides, validHours }: { decides: string; validHours?: number },
): string {
  const isGroup = (id: string) => id.startsWith('S');
  return yamlText(
    {
      slack: { teamIds: [slack.teamId] },
      channels: { requests: slack.requests, alerts: slack.alerts },
      approvers: slack.approvers.map(({ id, title }) =>
        isGroup(id)
          ? { group: id, title: title.trim() }
          : { user: id, title: title.trim() },
      ),
      alert: {
        users: slack.alerted.filter(id => !isGroup(id)),
        groups: slack.alerted.filter(isGroup),
      },
      // Within one day: B04.
      followUp: { afterHours: 24, repeatHours: 24 },
      ...(validHours === undefined ? {} : { validHours }),
      language: slack.language,
      people: [],
    },
    ` Who approves, and who is told when nobody does. Review changes of this file
 like changes of code: it decides ${decides}.
 yaml-language-server: $schema=./people/approvers.schema.json`,
  );
}
