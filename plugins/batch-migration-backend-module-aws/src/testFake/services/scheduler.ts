import * as sdk from '@aws-sdk/client-scheduler';
import { AwsFault } from '../fault';
import type { Answer, FakeService } from '../service';

/** `Name` and `GroupName` in the Scheduler reference. */
const name = {
  length: [1, 64] as [number, number],
  pattern: /^[0-9a-zA-Z-_.]+$/,
};

/** EventBridge Scheduler. */
export const scheduler: FakeService = {
  sdk,
  Client: sdk.SchedulerClient,
  invalid: 'ValidationException',
  operations: {
    GetSchedule: {
      limits: { Name: name, GroupName: name },
      answer(
        { Name, GroupName = 'default' }: sdk.GetScheduleInput,
        { region },
      ): Answer<sdk.GetScheduleOutput> {
        const found = region.scheduleGroups.get(GroupName)?.get(Name!);
        if (!found) {
          throw new AwsFault(
            'ResourceNotFoundException',
            `Schedule ${Name} does not exist.`,
          );
        }
        return {
          Arn: region.arn('scheduler', `schedule/${GroupName}/${Name}`),
          GroupName,
          Name,
          ...found,
        };
      },
    },
    ListScheduleGroups: {
      limits: {
        NamePrefix: name,
        MaxResults: { range: [1, 100] },
        NextToken: { length: [1, 2048] },
      },
      answer(input: sdk.ListScheduleGroupsInput, { region, pages }) {
        const { NextToken, MaxResults = 100, ...question } = input;
        const { NamePrefix = '' } = question;
        const { items, token } = pages.turn(
          [...region.scheduleGroups.keys()].filter(group =>
            group.startsWith(NamePrefix),
          ),
          {
            question: ['ListScheduleGroups', question],
            token: NextToken,
            size: MaxResults,
            invalid: 'ValidationException',
          },
        );
        return {
          ScheduleGroups: items.map(group => ({
            Arn: region.arn('scheduler', `schedule-group/${group}`),
            Name: group,
            State: 'ACTIVE',
          })),
          NextToken: token,
        };
      },
    },
    ListSchedules: {
      limits: {
        GroupName: name,
        NamePrefix: name,
        State: { oneOf: sdk.ScheduleState },
        MaxResults: { range: [1, 100] },
        NextToken: { length: [1, 2048] },
      },
      answer(input: sdk.ListSchedulesInput, { region, pages }) {
        const { NextToken, MaxResults = 100, ...question } = input;
        const { GroupName, NamePrefix = '', State } = question;
        if (GroupName && !region.scheduleGroups.has(GroupName)) {
          throw new AwsFault(
            'ResourceNotFoundException',
            `Schedule group ${GroupName} does not exist.`,
          );
        }
        const all = [...region.scheduleGroups].flatMap(([group, schedules]) =>
          [...schedules].map(([key, schedule]) => ({ group, key, schedule })),
        );
        const { items, token } = pages.turn(
          all.filter(
            ({ group, key, schedule }) =>
              (!GroupName || group === GroupName) &&
              key.startsWith(NamePrefix) &&
              (!State || schedule.State === State),
          ),
          {
            question: ['ListSchedules', question],
            token: NextToken,
            size: MaxResults,
            invalid: 'ValidationException',
          },
        );
        return {
          Schedules: items.map(({ group, key, schedule }) => ({
            Arn: region.arn('scheduler', `schedule/${group}/${key}`),
            GroupName: group,
            Name: key,
            State: schedule.State,
            CreationDate: schedule.CreationDate,
            LastModificationDate: schedule.LastModificationDate,
            ...(schedule.Target && { Target: { Arn: schedule.Target.Arn } }),
          })),
          NextToken: token,
        };
      },
    },
  },
};
