import type * as sdk from '@aws-sdk/client-ssm';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeService } from '../service';

const PAGE = { range: [5, 50] as [number, number] };
const DOCUMENT = { pattern: /^[a-zA-Z0-9_\-.:/]{3,128}$/ };

/** What Systems Manager knows of hosts, and runs on them. */
export const managedHostOperations: FakeService['operations'] = {
  DescribeInstanceInformation: {
    limits: { MaxResults: PAGE, Filters: { items: [0, Infinity] } },
    answer(input: sdk.DescribeInstanceInformationRequest, { region, pages }) {
      const { NextToken, MaxResults = 50, ...question } = input;
      for (const { Values = [] } of question.Filters ?? []) {
        // `InstanceInformationStringFilter` has 1 to 100 values.
        if (Values.length < 1 || Values.length > 100) {
          throw new AwsFault(
            'InvalidFilterValue',
            'The filter value is not valid',
          );
        }
      }
      const { items, token } = pages.turn(
        [...region.managedHosts].filter(([id]) =>
          (question.Filters ?? []).every(({ Key, Values = [] }) => {
            if (Key === 'InstanceIds') return Values.includes(id);
            throw new FakeDefect(`The fake does not know the filter "${Key}"`);
          }),
        ),
        {
          question: ['DescribeInstanceInformation', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        },
      );
      return {
        InstanceInformationList: items.map(([InstanceId, host]) => ({
          InstanceId,
          ...host,
        })),
        NextToken: token,
      };
    },
  },
  ListInventoryEntries: {
    limits: {
      Filters: { items: [1, 5] },
      MaxResults: { range: [1, 50] },
      TypeName: { pattern: /^(AWS|Custom):.*$/ },
    },
    answer(input: sdk.ListInventoryEntriesRequest, { region, pages }) {
      const { NextToken, MaxResults = 50, ...question } = input;
      const { Filters = [], InstanceId = '', TypeName = '' } = question;
      if (!region.managedHosts.has(InstanceId)) {
        throw new AwsFault('InvalidInstanceId', `${InstanceId} is not managed`);
      }
      for (const { Key = '', Values = [] } of Filters) {
        if (!Key.startsWith(`${TypeName}.`) || Values.length > 40) {
          throw new AwsFault('InvalidFilter', `The filter ${Key} is not valid`);
        }
      }
      const listed = region.applications.get(InstanceId);
      const { items, token } = pages.turn(
        (listed?.entries ?? []).filter(entry =>
          Filters.every(({ Key = '', Values = [] }) =>
            Values.includes(entry[Key.slice(TypeName.length + 1)]),
          ),
        ),
        {
          question: ['ListInventoryEntries', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        },
      );
      return {
        InstanceId,
        TypeName,
        CaptureTime: listed?.capturedAt,
        Entries: items,
        NextToken: token,
      };
    },
  },
  GetDocument: {
    limits: { Name: DOCUMENT },
    answer({ Name = '' }: sdk.GetDocumentRequest, { region }) {
      const versions = region.documents.get(Name);
      if (!versions) throw noDocument(Name);
      return {
        Name,
        Status: 'Active',
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        DocumentVersion: String(versions.length),
        Content: versions[versions.length - 1],
      };
    },
  },
  SendCommand: {
    limits: {
      DocumentName: DOCUMENT,
      InstanceIds: { items: [0, 50] },
      Comment: { length: [0, 100] },
      TimeoutSeconds: { range: [30, 2_592_000] },
      MaxConcurrency: { pattern: /^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$/ },
      MaxErrors: { pattern: /^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$/ },
      DocumentVersion: { pattern: /^(\$LATEST|\$DEFAULT|[1-9][0-9]*)$/ },
    },
    answer(input: sdk.SendCommandRequest, { region }) {
      const { DocumentName = '', InstanceIds = [] } = input;
      if (!region.documents.has(DocumentName)) throw noDocument(DocumentName);
      const unknown = InstanceIds.find(id => !region.managedHosts.has(id));
      if (unknown !== undefined) {
        throw new AwsFault('InvalidInstanceId', `${unknown} is not managed`);
      }
      region.sentCommands.push(input);
      const number = String(region.sentCommands.length).padStart(12, '0');
      return {
        Command: {
          CommandId: `00000000-0000-4000-8000-${number}`,
          DocumentName,
          InstanceIds,
          Status: 'Pending',
        },
      };
    },
  },
  ListCommandInvocations: {
    limits: {
      CommandId: { length: [36, 36] },
      Filters: { items: [1, 5] },
      MaxResults: { range: [1, 50] },
    },
    answer(input: sdk.ListCommandInvocationsRequest, { region, pages }) {
      const { NextToken, MaxResults = 50, ...question } = input;
      const { items, token } = pages.turn(
        region.invocations.filter(({ DocumentName, RequestedDateTime }) =>
          (question.Filters ?? []).every(({ key, value = '' }) => {
            if (key === 'DocumentName') return DocumentName === value;
            if (key === 'InvokedAfter') {
              return Number(RequestedDateTime) >= Date.parse(value);
            }
            throw new FakeDefect(`The fake does not know the filter "${key}"`);
          }),
        ),
        {
          question: ['ListCommandInvocations', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        },
      );
      return { CommandInvocations: items, NextToken: token };
    },
  },
};

function noDocument(name: string): AwsFault {
  return new AwsFault(
    'InvalidDocument',
    `Document with name ${name} does not exist.`,
  );
}
