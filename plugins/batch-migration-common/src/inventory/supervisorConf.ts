export const SUPERVISOR_LINE_KINDS = [
  'section',
  'setting',
  'continuation',
  'comment',
  'blank',
  'unreadable',
] as const;

/** One section of a configuration of supervisord. */
export interface SupervisorSection {
  /** Without brackets, for example `program:news-worker`. */
  name: string;
  /** 1-based. */
  line: number;
  /** The last one of a key counts. */
  settings: Map<string, string>;
}

export interface SupervisorConf {
  sections: SupervisorSection[];
  issues: Array<{ line: number; message: string }>;
  /** The kind of each line; index 0 is line 1. */
  lines: Array<(typeof SUPERVISOR_LINE_KINDS)[number]>;
}

/**
 * Reads a configuration of supervisord: sections, `key = value`, lines that
 * begin with a blank go on, `;` after a blank begins a comment. Never throws.
 *
 * @see https://supervisord.org/configuration.html
 */
export function parseSupervisorConf(text: string): SupervisorConf {
  const conf: SupervisorConf = { sections: [], issues: [], lines: [] };
  let section: SupervisorSection | null = null;
  let key: string | null = null;
  const unreadable = (line: number, message: string) => {
    conf.issues.push({ line, message });
    key = null;
    return 'unreadable' as const;
  };
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();

  const readLine = (
    written: string,
    line: number,
  ): SupervisorConf['lines'][number] => {
    const content = written.replace(/(?:^|[ \t])[;].*$/, '').trimEnd();
    if (written.trim() === '') return 'blank';
    if (/^\s*[;#]/.test(written) || content === '') return 'comment';
    if (/^\s/.test(content)) {
      if (!section || key === null) {
        return unreadable(
          line,
          'The line begins with a blank and continues no setting',
        );
      }
      const before = section.settings.get(key) ?? '';
      section.settings.set(key, `${before}\n${content.trim()}`.trim());
      return 'continuation';
    }
    if (content.startsWith('[')) {
      const [, name] = /^\[([^\]]+)\]$/.exec(content) ?? [];
      if (name === undefined) {
        section = null;
        return unreadable(line, 'The line begins like a section and is none');
      }
      section = { name: name.trim(), line, settings: new Map() };
      conf.sections.push(section);
      key = null;
      return 'section';
    }
    const [, name, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
    if (name === undefined || !section) {
      return unreadable(
        line,
        section
          ? `supervisord wants key=value; got: ${content.slice(0, 60)}`
          : 'The setting stands above the first section',
      );
    }
    key = name.trim().toLowerCase();
    section.settings.set(key, value);
    return 'setting';
  };

  lines.forEach((written, index) => {
    conf.lines.push(readLine(written.replace(/\r$/, ''), index + 1));
  });
  return conf;
}

/** `KEY="val",KEY2='val2'`, as `environment=` holds them. */
export function supervisorEnvironment(text: string): Record<string, string> {
  const values: Array<[string, string]> = [];
  const PAIR =
    /\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]*)\s*(?:,|$)/y;
  while (PAIR.lastIndex < text.length && values.length < 256) {
    const match = PAIR.exec(text);
    if (!match || match[0] === '') break;
    values.push([
      match[1],
      match[2].replace(/^(["'])([\s\S]*)\1$/, '$2').trim(),
    ]);
  }
  return Object.fromEntries(values);
}

/** `news:news_00   RUNNING   pid 1234, uptime 3 days, 1:02:03` by its program. */
export function readSupervisorStatus(text: string): {
  programs: Map<string, { running: number; states: Set<string> }>;
  unread: number[];
} {
  const programs = new Map<string, { running: number; states: Set<string> }>();
  const unread: number[] = [];
  text.split('\n').forEach((row, index) => {
    if (row.trim() === '') return;
    const [, name, state] =
      /^(\S+)\s+(RUNNING|STARTING|STOPPED|STOPPING|BACKOFF|EXITED|FATAL|UNKNOWN)\b/.exec(
        row,
      ) ?? [];
    if (name === undefined) {
      unread.push(index + 1);
      return;
    }
    // The group is the program's name unless a [group:x] gathers several.
    const [group, process] = name.split(':');
    const keys =
      process === undefined ? [group] : [group, process.replace(/_?\d+$/, '')];
    for (const key of new Set(keys)) {
      const known = programs.get(key) ?? { running: 0, states: new Set() };
      known.states.add(state);
      if (state === 'RUNNING' || state === 'STARTING') known.running += 1;
      programs.set(key, known);
    }
  });
  return { programs, unread };
}
