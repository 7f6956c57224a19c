import {
  hostAnswers,
  hostProblems,
  unanswered,
  withoutLogFiles,
} from './hostAnswers';

const given = (changes: object = {}) => hostAnswers.parse(changes);

describe('hostProblems', () => {
  it.each([
    [{}, []],
    [{ files: 'efs', mountPath: '/data/feeds' }, []],
    [{ files: 's3', mountPath: 'ignored', tmp: 'storage' }, []],
    [{ files: 'efs', mountPath: 'data' }, [/^mountPath must be/]],
    [{ files: 'efs', mountPath: '/data/../etc' }, [/^mountPath must be/]],
    [{ files: 'efs', mountPath: '/usr/share' }, [/^mountPath must be/]],
    [{ files: 'efs', mountPath: '/' }, [/^mountPath must be/]],
    [{ locks: 'efs', files: 's3' }, [/^locks:/]],
    [{ tmp: 'storage', files: 'none' }, [/^tmp:/]],
  ])('%j: %j', (changes, problems) => {
    expect(hostProblems({ host: given(changes), output: 'cdk' })).toEqual(
      problems.map(problem => expect.stringMatching(problem)),
    );
  });
});

it('asks each open question once, and names the first thing', () => {
  const uses = [
    { topic: 'tmp' as const, what: '/tmp/a' },
    { topic: 'tmp' as const, what: '/tmp/b' },
    { topic: 'mail' as const, what: 'ops@example.com' },
  ];
  expect(unanswered(uses, given({ mail: 'none' }), 'cdk')).toEqual([
    expect.stringMatching(/^it uses "\/tmp\/a".*tmp: run or storage/),
  ]);
});

describe('withoutLogFiles', () => {
  const LOG = '/var/log/a.log';
  it.each([
    [`bin/a >> ${LOG} 2>&1`, 'bin/a'],
    [`bin/a >${LOG}`, 'bin/a'],
    [`bin/a &>> ${LOG}`, 'bin/a'],
    [`bin/a >> ${LOG} 2>> ${LOG}`, 'bin/a'],
    [`bin/a 2>&1 >> ${LOG} `, 'bin/a 2>&1'],
    [`bin/a >> /var/log/b.log`, 'bin/a >> /var/log/b.log'],
    [`bin/a >> ${LOG} && bin/b`, `bin/a >> ${LOG} && bin/b`],
    [`sh -c 'bin/a >> ${LOG}'`, `sh -c 'bin/a >> ${LOG}'`],
    [`echo "a >> ${LOG}`, `echo "a >> ${LOG}`],
    ['bin/a 2>&1', 'bin/a 2>&1'],
  ])('%s becomes %s', (command, expected) => {
    expect(withoutLogFiles(command, [LOG])).toBe(expected);
  });
});
