import { readAlertRule, readApproval, readApprovalEvent } from './readApproval';
import { PATCH, SESSION, storedRequest } from './testApprovals';

describe('readApproval', () => {
  it('reads a patch as approvers saw it', () => {
    expect(readApproval(storedRequest())).toEqual({
      id: 'patch-1',
      kind: 'patch',
      status: 'requested',
      subject: {
        ...PATCH,
        command: 'run bin/rails runner patches/20260210-free-plan/patch.rb',
      },
      subjectHash: 'ab'.repeat(32),
      subjectNumber: 1,
      operator: 'mori@example.com',
      carriedBy: null,
      author: 'tanaka',
      runner: null,
      requestedAt: '2026-02-11T00:00:00.000Z',
      expiresAt: null,
      answer: null,
      used: null,
      alerts: 0,
    });
  });

  it('reads which portal asked, and when nobody’s answer was to be told', () => {
    const carriedBy = 'arn:aws:sts::111122223333:assumed-role/Portal/backstage';
    const followUp = { afterHours: 24, checkEveryHours: 1 };
    const stored = storedRequest({ involved: { carriedBy }, followUp });
    expect(readApproval(stored).carriedBy).toBe(carriedBy);
    expect(readAlertRule(stored)).toEqual(followUp);
    expect(readAlertRule(storedRequest())).toBeNull();
    expect(() =>
      readAlertRule(storedRequest({ followUp: { afterHours: '24' } })),
    ).toThrow('followUp.afterHours is no whole number');
  });

  it('reads a session with its answer', () => {
    const answer = {
      by: 'U0CTO0001',
      name: 'Sato',
      title: 'CTO',
      at: '2026-02-11T01:00:00.000Z',
      how: 'reply',
      reason: null,
      mark: 'C1:1.2',
    };
    const { mark: _, ...shown } = answer;
    expect(
      readApproval(
        storedRequest({ kind: 'session', subject: SESSION, answer }),
      ),
    ).toMatchObject({ kind: 'session', subject: SESSION, answer: shown });
  });

  it.each<[string, object]>([
    ['an argument', { command: ['run', 'mysql', '--password=hunter2-prod'] }],
    [
      'two arguments',
      { command: ['run', 'mysql', '--password', 'hunter2-prod'] },
    ],
    ['an address', { command: ['psql', 'postgres://app:hunter2-prod@db/app'] }],
    ['a parameter', { parameters: { API_TOKEN: 'hunter2-prod' } }],
  ])('masks a credential in %s', (_, over) => {
    const read = readApproval(
      storedRequest({ subject: { ...PATCH, ...over } }),
    );
    const shown = JSON.stringify(read);
    expect(shown).toContain('***MASKED:');
    expect(shown).not.toContain('hunter2-prod');
  });

  it('masks a credential in a reason', () => {
    const reason = 'Login with PASSWORD=hunter2-prod';
    const subject = { ...SESSION, reason };
    expect(
      JSON.stringify(readApproval(storedRequest({ subject }))),
    ).not.toContain('hunter2-prod');
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', null, /request is no object/],
    ['a list', [], /request is no object/],
    ['a newer status', storedRequest({ status: 'paused' }), /status is not/],
    [
      'a newer kind',
      storedRequest({ subject: { kind: 'flag' } }),
      /subject.kind/,
    ],
    ['no subject', storedRequest({ subject: null }), /subject is no object/],
    ['a bad instant', storedRequest({ requestedAt: 'soon' }), /requestedAt/],
    ['a bad number', storedRequest({ alerts: -1 }), /alerts is no whole/],
    [
      'a parameter that is no text',
      storedRequest({ subject: { ...PATCH, parameters: { plan: 1 } } }),
      /parameters.plan is no text/,
    ],
  ])('refuses %s, and repeats no value', (_, stored, message) => {
    expect(() => readApproval(stored)).toThrow(message);
  });
});

describe('readApprovalEvent', () => {
  const event = (act: object) => ({
    requestId: 'patch-1',
    sequence: 2,
    at: '2026-02-11T01:00:00.000Z',
    act,
    outcome: 'noted',
    status: 'approved',
    subjectHash: 'ab'.repeat(32),
    previous: 'cd'.repeat(32),
    hash: 'ef'.repeat(32),
  });

  it('leaves out what a note holds', () => {
    const act = {
      type: 'note',
      what: 'command-told',
      mark: 'x',
      data: { text: 'select * from cards' },
    };
    const read = readApprovalEvent(event(act));
    expect(read).toEqual({
      sequence: 2,
      at: '2026-02-11T01:00:00.000Z',
      act: 'note',
      what: 'command-told',
      by: null,
      reason: null,
      outcome: 'noted',
      status: 'approved',
      hash: 'ef'.repeat(32),
    });
  });

  it.each<[object, string | null]>([
    [{ type: 'approve', by: 'U0CTO0001' }, 'U0CTO0001'],
    [{ type: 'request', involved: { operator: { aws: 'mori' } } }, 'mori'],
    [{ type: 'of-a-newer-version' }, null],
  ])('says who did %j', (act, by) => {
    expect(readApprovalEvent(event(act)).by).toBe(by);
  });

  it('refuses what is no event', () => {
    expect(() => readApprovalEvent({ sequence: 1 })).toThrow(
      'act is no object',
    );
  });
});
