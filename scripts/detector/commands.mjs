/** Files of commands: JSON Lines, a JSON array, or CSV with a header. */

/** What people call the tools; `auto` where none is named. */
const TOOLS = {
  shell: ['shell', 'bash', 'sh', 'zsh', 'terminal', 'cli', 'linux'],
  psql: ['psql', 'postgres', 'postgresql'],
  mysql: ['mysql', 'mariadb'],
  sql: ['sql', 'sqlite', 'sqlite3'],
  ruby: ['ruby', 'rails', 'irb', 'rails-console', 'rails console'],
  pry: ['pry'],
  node: [
    'node',
    'nodejs',
    'javascript',
    'js',
    'typescript',
    'mongosh',
    'mongo',
  ],
  redis: ['redis', 'redis-cli', 'rediscli', 'valkey'],
  auto: ['auto', '', 'any', 'unknown'],
};
const EXPECTATIONS = {
  dangerous: ['dangerous', 'danger', 'alert', 'alarm', 'bad', 'true', '1'],
  harmless: ['harmless', 'safe', 'benign', 'ok', 'good', 'false', '0'],
};

/** @throws Error where nothing in the text is a command */
export function readCommands(text, file = '') {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''), file);
  const commands = [];
  const unreadable = [];
  for (const { line, row, problem } of rows) {
    const given = row ?? {};
    const tool = nameOf(TOOLS, given.tool ?? '');
    const expect = nameOf(EXPECTATIONS, given.expect ?? '');
    if (problem) unreadable.push(`line ${line}: ${problem}`);
    else if (typeof given.command !== 'string')
      unreadable.push(`line ${line}: command is missing`);
    else if (!tool)
      unreadable.push(
        `line ${line}: tool ${JSON.stringify(
          given.tool,
        )} is none of ${Object.keys(TOOLS).join(', ')}`,
      );
    else if (!expect)
      unreadable.push(
        `line ${line}: expect ${JSON.stringify(
          given.expect,
        )} is neither dangerous nor harmless`,
      );
    else
      commands.push({
        line,
        tool,
        command: given.command,
        expect,
        ...(given.rule ? { rule: given.rule } : {}),
      });
  }
  if (commands.length === 0)
    throw new Error(unreadable[0] ?? 'it holds no command');
  return { commands, unreadable };
}

function nameOf(names, given) {
  const name = String(given).trim().toLowerCase();
  return Object.keys(names).find(each => names[each].includes(name));
}

function rowsOf(text, file) {
  const start = text.trimStart();
  if (start.startsWith('['))
    return JSON.parse(text).map((row, index) => ({ line: index + 1, row }));
  if (file.endsWith('.csv') || /^"?(?:tool|command|expect)"?\s*,/i.test(start))
    return csvRows(start);
  return text
    .split('\n')
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '')
    .map(({ line, content }) => {
      try {
        return { line, row: JSON.parse(content) };
      } catch (error) {
        return { line, problem: error.message };
      }
    });
}

/** RFC 4180: quotes doubled, newlines allowed inside of them. */
function csvRows(text) {
  const records = [];
  let fields = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let startedAt = 1;
  const endField = () => {
    fields.push(field);
    field = '';
  };
  const endRecord = () => {
    endField();
    if (fields.some(each => each !== ''))
      records.push({ line: startedAt, fields });
    fields = [];
    startedAt = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\n') line += 1;
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else if (char === '"') quoted = false;
      else field += char;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === ',') endField();
    else if (char === '\n') endRecord();
    else if (char !== '\r') field += char;
  }
  if (field !== '' || fields.length > 0) endRecord();
  const [header, ...rest] = records;
  const names = header?.fields.map(name => name.trim().toLowerCase()) ?? [];
  return rest.map(({ line: at, fields: values }) => ({
    line: at,
    row: Object.fromEntries(
      names.map((name, index) => [name, values[index] ?? '']),
    ),
  }));
}
