/** `approvers.yaml`, checked: who may approve, and who is told what. */
export interface Approvers {
  slack: {
    /** Workspaces whose members count; people of others are guests. */
    teamIds: string[];
  };
  channels: {
    /** Requests, answers and results, one thread each. */
    requests: string;
    /** What nobody answered in time. */
    alerts: string;
  };
  approvers: Approver[];
  /** Who is named in alerts. */
  alert: { users: string[]; groups: string[] };
  followUp: {
    /** Without an answer for so long, `alert` is told. */
    afterHours: number;
    /** And again after every so many hours. */
    repeatHours: number;
  };
  /** How long a request may be approved and an approval used; past that, it is asked again. */
  validHours: number;
  language: 'en' | 'ja';
  /** What one person is called elsewhere. */
  people: Person[];
}

/** One user or all of a group; the title is what makes them an approver, for those who read the file. */
export type Approver = { user: string; title: string } | { group: string; title: string };

/** Somebody's names: without them an operator's second account would be another person. */
export interface Person {
  slack: string[];
  emails: string[];
  github: string[];
  /** Names of IAM users and of people in IAM Identity Center; `ROLE/SESSION` for sessions of any other role. */
  aws: string[];
}

/**
 * Somebody as one system names them: the author of a commit has an e-mail
 * address, who starts a task a session name, who writes in Slack a user id.
 */
export interface Identity {
  slack?: string;
  emails?: string[];
  github?: string;
  aws?: string;
}

/** Who answered, with the address by which AWS or GitHub may name them. */
export function answererOf({ by, email }: { by: string; email?: string }): Identity {
  return { slack: by, ...(email !== undefined && { emails: [email] }) };
}

/** Address without its case and without what follows a `+`: both lead to one mailbox. */
export function normalEmail(email: string): string {
  const [local, ...domain] = email.trim().toLowerCase().split('@');
  return `${local.split('+')[0]}@${domain.join('@')}`;
}

/** Everything somebody is called, by `people` of approvers.yaml. Names in lower case, as `isSame` compares them. */
export function namesOf(identity: Identity, people: Person[]): Set<string> {
  const own = ownNames(identity);
  const names = new Set(own);
  for (const person of people) {
    const theirs = [
      ownNames({ emails: person.emails }),
      ...person.slack.map(slack => ownNames({ slack })),
      ...person.github.map(github => ownNames({ github })),
      ...person.aws.map(aws => ownNames({ aws })),
    ].flat();
    if (own.some(name => theirs.includes(name))) theirs.forEach(name => names.add(name));
  }
  return names;
}

/** Whether two are one person, as far as anybody wrote down. */
export function isSame(one: Identity, other: Identity, people: Person[]): boolean {
  const names = namesOf(one, people);
  return [...namesOf(other, people)].some(name => names.has(name));
}

/** GitHub writes these into commits of people who hide their address. */
const NO_REPLY = /^(?:\d+\+)?([a-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com$/i;

/** An address that leads to somebody's mailbox, and therefore to their Slack account. */
export function isMailbox(email: string): boolean {
  return email.includes('@') && !NO_REPLY.test(email);
}

function ownNames({ slack, emails = [], github, aws }: Identity): string[] {
  const names: string[] = [];
  if (slack) names.push(`slack:${slack.toLowerCase()}`);
  if (github) names.push(`github:${github.toLowerCase()}`);
  if (aws) names.push(`aws:${aws.toLowerCase()}`);
  for (const email of emails) {
    const [, login] = NO_REPLY.exec(email) ?? [];
    names.push(login ? `github:${login.toLowerCase()}` : `email:${normalEmail(email)}`);
  }
  return names;
}
