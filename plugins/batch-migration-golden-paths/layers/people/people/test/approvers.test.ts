import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { isSame } from '../approval/approvers';
import { isKnown, mayApprove, type MayApproveProps } from '../approval/mayApprove';
import { ApproversError, parseApprovers } from '../approval/readApprovers';
import { identityOf } from '../iam/identity';
import type { SlackPerson } from '../slack/webApi';
import { APPROVERS } from './world';

const isValid = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(join(__dirname, '..', 'approvers.schema.json'), 'utf8')));

test('approvers.yaml of this repository can be used', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'approvers.yaml'), 'utf8');
  assert.ok(parseApprovers(text).approvers.length > 0);
  assert.ok(isValid(parse(text)), JSON.stringify(isValid.errors));
});

test('what is left out is a day, three days, and English', () => {
  const { followUp, validHours, language, people } = parseApprovers(APPROVERS.replace(/people:[^]*/, ''));
  assert.deepEqual([followUp, validHours, language, people], [{ afterHours: 24, repeatHours: 24 }, 72, 'en', []]);
});

const MISTAKES: Array<[string, (text: string) => string, RegExp]> = [
  ['a name instead of an id', text => text.replace('U0CHIEF000', '"@chief"'), /approvers\[0\]\.user must be a user id.*got: "@chief"/],
  ['a group as a user', text => text.replace('user: U0CHIEF000', 'user: S0EXECS111'), /approvers\[0\]\.user must be a user id/],
  ['no title', text => text.replace('title: CTO', 'title: ""'), /approvers\[0\]\.title must be/],
  ['user and group', text => text.replace('user: U0CHIEF000', 'user: U0CHIEF000, group: S0EXECS111'), /approvers\[0\] must have either/],
  ['one approver twice', text => text.replace('group: S0EXECS000', 'user: U0CHIEF000'), /approvers names U0CHIEF000 twice/],
  ['nobody to tell', text => text.replace('users: [U0SECURITY]', 'users: []'), /alert must name a user or a group/],
  ['a channel by its name', text => text.replace('C0REQUESTS', '"#approvals"'), /channels\.requests must be a channel id/],
  ['a path of a role', text => text.replace('github: [author-dev]', 'aws: [team/Operator/author]'), /people\[0\]\.aws\[0\] must be the name of an IAM user .* or ROLE\/SESSION/],
  ['no workspace', text => text.replace('[T0123ABCDE]', '[]'), /slack\.teamIds must be a list with at least one entry/],
  ['an unknown field', text => `${text}\nquorum: 2\n`, /quorum is no field/],
  ['half an hour', text => `${text}\nfollowUp: { afterHours: 0.5 }\n`, /followUp\.afterHours must be a whole number from 1 to 168, got: 0\.5/],
  ['another language', text => `${text}\nlanguage: fr\n`, /language must be en or ja/],
  ['a person of one name', text => text.replace(', github: [author-dev]', ''), /people\[0\] must have at least two names/],
];

for (const [what, change, message] of MISTAKES) {
  test(`${what} is named with its field`, () => {
    assert.throws(() => parseApprovers(change(APPROVERS)), message);
  });
}

test('all mistakes are told at once', () => {
  const text = APPROVERS.replace('C0REQUESTS', 'x').replace('title: CTO', 'title: ""');
  assert.throws(() => parseApprovers(text), (error: ApproversError) => error.problems.length === 2);
  assert.throws(() => parseApprovers('a: [b'), ApproversError);
  assert.throws(() => parseApprovers(''), ApproversError);
});

// The schema helps in an editor; what it refuses must be refused here, too.
for (const [what, change] of MISTAKES.filter(([name]) => !/twice|one name/.test(name))) {
  test(`the schema refuses ${what}`, () => assert.equal(isValid(parse(change(APPROVERS))), false));
}

const ASSUMED = 'arn:aws:sts::111122223333:assumed-role';
const APPROVER: SlackPerson = {
  userId: 'U0CHIEF000', teamId: 'T0123ABCDE', name: 'Chief', email: 'chief@example.com',
  isBot: false, isDeactivated: false, isGuest: false, isStranger: false,
};
const GIVEN: MayApproveProps = {
  approver: APPROVER,
  approvers: parseApprovers(APPROVERS),
  members: new Map([['S0EXECS000', ['U0OFFICER0']]]),
  operator: { slack: 'U0OPERATOR', emails: ['operator@example.com'] },
  author: { emails: ['author@example.com'] },
  runner: null,
};

for (const [what, changes, expected] of [
  ['an approver by name', {}, 'CTO'],
  ['an approver by group', { approver: { ...APPROVER, userId: 'U0OFFICER0' } }, 'Executive officers and above'],
  ['a session, which nobody wrote', { author: null }, 'CTO'],
  ['somebody else', { approver: { ...APPROVER, userId: 'U0STRANGER' } }, 'not-on-the-list'],
  ['a group that could not be read', { approver: { ...APPROVER, userId: 'U0OFFICER0' }, members: new Map() }, 'not-on-the-list'],
  ['a bot', { approver: { ...APPROVER, isBot: true } }, 'bot'],
  ['the operator', { operator: { slack: 'U0CHIEF000' } }, 'own-request'],
  ['the operator by another case', { operator: { emails: ['Chief@Example.com'] } }, 'own-request'],
  ['the operator by a session of IAM Identity Center', { operator: identityOf(`${ASSUMED}/AWSReservedSSO_Operator_0123456789abcdef/chief@example.com`) }, 'own-request'],
  ['the author by a tagged address', { author: { emails: ['chief+git@example.com'] } }, 'own-change'],
  ['the runner', { runner: { slack: 'U0CHIEF000' } }, 'own-run'],
  ['an operator of whom only a session name is known', { operator: { aws: 'i-0123' } }, 'author-unknown'],
  ['an operator who gave their session somebody’s address', { operator: identityOf(`${ASSUMED}/Operator/operator@example.com`) }, 'author-unknown'],
  ['an author who hides their address', { author: { emails: ['1+somebody@users.noreply.github.com'] } }, 'author-unknown'],
  ['an author who hides their address, and whom people names', { author: { emails: ['1+author-dev@users.noreply.github.com'] } }, 'CTO'],
  ['no operator at all', { operator: {} }, 'author-unknown'],
  ['a refusal where the operator is unknown', { verb: 'refuse', operator: { aws: 'i-0123' } }, 'CTO'],
  ['its end, too', { verb: 'close', operator: { aws: 'i-0123' } }, 'CTO'],
  ['but nobody’s who may not answer', { verb: 'close', operator: { aws: 'i-0123' }, approver: { ...APPROVER, userId: 'U0STRANGER' } }, 'not-on-the-list'],
  ['nor their own', { verb: 'close', operator: { slack: 'U0CHIEF000' } }, 'own-request'],
] as Array<[string, Partial<MayApproveProps>, string]>) {
  test(`${what}: ${expected}`, () => {
    const verdict = mayApprove({ ...GIVEN, ...changes });
    assert.equal(verdict.allowed ? verdict.title : verdict.reason, expected);
  });
}

test('who is called differently elsewhere is one person, where people says so', () => {
  const people = [{ slack: ['U1AAAAA'], emails: ['a@example.com'], github: ['a-dev'], aws: ['a.admin'] }];
  assert.ok(isSame({ github: 'A-Dev' }, { aws: 'a.admin' }, people));
  assert.ok(isSame({ emails: ['9+a-dev@users.noreply.github.com'] }, { slack: 'U1AAAAA' }, people));
  assert.ok(!isSame({ github: 'a-dev' }, { aws: 'a.admin' }, []));
  assert.ok(!isSame({ github: 'a' }, { aws: 'a' }, []), 'one name in two systems may be two people');
  assert.ok(!isSame({}, {}, people));
});

for (const [arn, identity] of [
  ['arn:aws:iam::111122223333:user/team/tanaka', { aws: 'tanaka' }],
  ['arn:aws:iam::111122223333:user/chief@example.com', { aws: 'chief@example.com' }],
  [`${ASSUMED}/AWSReservedSSO_Operator_0123456789abcdef/tanaka`, { aws: 'tanaka' }],
  [`${ASSUMED}/AWSReservedSSO_Operator_0123456789abcdef/tanaka@example.com`, { aws: 'tanaka@example.com', emails: ['tanaka@example.com'] }],
  [`${ASSUMED}/Operator/tanaka`, { aws: 'Operator/tanaka' }],
  ['arn:aws:sts::111122223333:federated-user/tanaka', { aws: 'arn:aws:sts::111122223333:federated-user/tanaka' }],
  ['arn:aws:iam::111122223333:root', { aws: 'arn:aws:iam::111122223333:root' }],
] as const) {
  test(`${arn} is ${JSON.stringify(identity)}`, () => assert.deepEqual(identityOf(arn), identity));
}

// Who may assume a role gives its session any name that STS takes.
for (const arn of [
  `${ASSUMED}/Operator/operator@example.com`,
  `${ASSUMED}/AWSReservedSSO_Operator/operator@example.com`,
  `${ASSUMED}/Operator/tanaka`,
  'arn:aws:sts::111122223333:federated-user/operator@example.com',
]) {
  test(`attack: self-approval as ${arn}: the name says who it is neither as an address nor as a user’s`, () => {
    const people = [{ slack: ['U0OPERATOR'], emails: [], github: [], aws: ['tanaka'] }];
    assert.ok(!isKnown(identityOf(arn), people));
    assert.ok(!isSame(identityOf(arn), { slack: 'U0OPERATOR', emails: ['operator@example.com'] }, people));
  });
}

test('a session is somebody’s where people has its role and its name', () => {
  const people = [{ slack: ['U0OPERATOR'], emails: [], github: [], aws: ['Operator/tanaka'] }];
  assert.ok(isSame(identityOf(`${ASSUMED}/Operator/tanaka`), { slack: 'U0OPERATOR' }, people));
  assert.ok(!isKnown(identityOf(`${ASSUMED}/Reader/tanaka`), people));
});
