/** One process of a host. */
export interface ListedProcess {
  user: string;
  pid: number;
  /** The whole command line as the host shows it. */
  command: string;
  /** 1-based line of the listing. */
  line: number;
}

export interface ProcessList {
  processes: ListedProcess[];
  issues: Array<{ line: number; message: string }>;
}

/**
 * Reads the output of `ps` with a header line, such as `ps auxww` or
 * `ps -eo user,pid,args`. The last column is the command and keeps its blanks.
 */
export function parseProcessList(text: string): ProcessList {
  const lines = text.split(/\r?\n/);
  const headerIndex = lines.findIndex(line => line.trim() !== '');
  if (headerIndex < 0) {
    return {
      processes: [],
      issues: [{ line: 1, message: 'The process list is empty' }],
    };
  }
  const header = lines[headerIndex].trim().split(/\s+/);
  const userColumn = header.indexOf('USER');
  const pidColumn = header.indexOf('PID');
  const isCommandLast = /^(COMMAND|CMD|ARGS)$/.test(header[header.length - 1]);
  if (userColumn < 0 || pidColumn < 0 || !isCommandLast) {
    return {
      processes: [],
      issues: [
        {
          line: headerIndex + 1,
          message: `The first line of a process list must name the columns USER and PID and end with COMMAND; got: ${lines[
            headerIndex
          ]
            .trim()
            .slice(0, 80)}`,
        },
      ],
    };
  }
  // Every column but the last is one word.
  const row = new RegExp(`^\\s*((?:\\S+\\s+){${header.length - 1}})(\\S.*)$`);
  const result: ProcessList = { processes: [], issues: [] };
  lines.slice(headerIndex + 1).forEach((text_, index) => {
    if (text_.trim() === '') return;
    const line = headerIndex + 2 + index;
    const match = row.exec(text_);
    const words = match?.[1].trim().split(/\s+/) ?? [];
    const pid = Number(words[pidColumn]);
    if (!match || !Number.isInteger(pid)) {
      result.issues.push({
        line,
        message: `This line does not have the ${header.length} columns of the header`,
      });
      return;
    }
    const command = match[2].trimEnd();
    result.processes.push({ user: words[userColumn], pid, command, line });
  });
  return result;
}
