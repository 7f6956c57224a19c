import { yamlText } from '../rendering/yamlText';
import type { BastionAnswers } from './answers';

const HEADER = ` Who approves, and who is told when nobody does. Review changes of this file
 like changes of code: it decides who may answer for sessions in production.
 yaml-language-server: $schema=./people/approvers.schema.json`;

/** `approvers.yaml` of a bastion. */
export function approversFile({ slack }: BastionAnswers): string {
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
      language: slack.language,
      people: [],
    },
    HEADER,
  );
}
