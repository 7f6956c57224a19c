import { parseProcessList } from './processList';

describe('parseProcessList', () => {
  it('keeps the blanks of a command', () => {
    const { processes, issues } = parseProcessList(
      'USER  PID COMMAND\nbatch  12 ruby  bin/worker A --queue a\n',
    );
    expect(issues).toEqual([]);
    expect(processes).toEqual([
      {
        user: 'batch',
        pid: 12,
        command: 'ruby  bin/worker A --queue a',
        line: 2,
      },
    ]);
  });

  it('reads the columns of ps aux by its header', () => {
    const { processes } = parseProcessList(
      [
        'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
        'root         1  0.0  0.1  24332  2240 ?        Ss   Jul15   0:01 /sbin/init',
      ].join('\n'),
    );
    expect(processes).toEqual([
      { user: 'root', pid: 1, command: '/sbin/init', line: 2 },
    ]);
  });

  it.each([
    ['', 1, 'empty'],
    ['ps: command not found', 1, 'USER and PID'],
    ['USER PID COMMAND\nbatch twelve x', 2, '3 columns'],
    ['USER PID COMMAND\nbatch', 2, '3 columns'],
  ])('says what is wrong with %j', (text, line, words) => {
    const { processes, issues } = parseProcessList(text);
    expect(processes).toEqual([]);
    expect(issues).toEqual([{ line, message: expect.stringContaining(words) }]);
  });
});
