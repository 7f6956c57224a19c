/** What the rule file may say. Which rules there are is decided by the code that finds; how grave each is, why, and its lists by the file. */
export const SEVERITIES = ['stop-and-ask', 'tell'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Each rule with its parameters; all of them are lists of texts, but for the ones that are counts. */
export const PARAMETERS = {
  'delete-files': { scratchPaths: 'texts', commands: 'texts' },
  'overwrite-file': { importantPaths: 'texts', scratchPaths: 'texts', commands: 'texts' },
  'destructive-command': { commands: 'texts' },
  'change-rights': { importantPaths: 'texts', commands: 'texts' },
  'stop-process': { commands: 'texts' },
  'cloud-change': { commands: 'texts', readingVerbs: 'texts' },
  'credential-read': {
    variables: 'texts',
    harmlessVariables: 'texts',
    harmlessSearches: 'texts',
    paths: 'texts',
    exceptPaths: 'texts',
    commands: 'texts',
    addresses: 'texts',
    columns: 'texts',
    tables: 'texts',
    expressions: 'texts',
  },
  'traffic-outside': { insideHosts: 'texts', allowedBuckets: 'texts', commands: 'texts', localActions: 'texts' },
  'code-from-outside': { commands: 'texts' },
  'hook-disabled': { variables: 'texts', functions: 'texts', paths: 'texts', commands: 'texts', expressions: 'texts' },
  'left-the-watch': { commands: 'texts' },
  'interpreter-not-followed': { harmlessModules: 'texts' },
  'hidden-command': {},
  'cannot-be-judged': { reviewedScripts: 'texts' },
  'too-long': { characters: 'count' },
  'bulk-export': { commands: 'texts' },
  'shell-from-console': { harmlessPrograms: 'texts' },
  'write-without-where': {},
  'wide-where': {},
  'drop-or-truncate': {},
  'schema-change': {},
  grant: {},
  'guarded-table': { tables: 'texts' },
  'database-file-access': { functions: 'texts' },
  'database-server-change': { functions: 'texts', settings: 'texts' },
  'bulk-write': {},
  'redis-destroy': { guardedKeys: 'texts', mostKeys: 'count' },
  'redis-blocking': { commands: 'texts' },
  'redis-server-change': { commands: 'texts' },
  'redis-script': { commands: 'texts' },
  'mass-change': { keyColumns: 'texts' },
  'clear-queue-or-cache': { expressions: 'texts' },
} as const;

export type RuleId = keyof typeof PARAMETERS;
export const RULE_IDS = Object.keys(PARAMETERS) as RuleId[];

type ValueOf<Kind> = Kind extends 'count' ? number : string[];
export type Rules = {
  [Id in RuleId]: { severity: Severity; why: string } & { -readonly [Name in keyof (typeof PARAMETERS)[Id]]: ValueOf<(typeof PARAMETERS)[Id][Name]> };
};
