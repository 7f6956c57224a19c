/** Comments above jobs: what they tell people. */

const NAME_MARKS =
  /^(?:Puppet Name|Ansible|SALT_CRON_IDENTIFIER|Begin Whenever generated tasks for|End Whenever generated tasks for|Name|Job)\s*:\s*(.+)$/i;
const NOISE =
  /^(?:DO NOT EDIT|HEADER|Edit this file|Begin Whenever|End Whenever|Lines below here are managed|\(.* installed on|m\s+h\s+dom|min(?:ute)?\s+hour|vim?:|-\*-)/i;
/** Says whose it is, which is no name of a job. */
const OWNER =
  /^(?:owners?|owned by|teams?|contacts?|maintainers?|担当(?:者|チーム|部署|部門)?|連絡先|責任者)\s*[:：=]/iu;
const MAX_NAME = 60;
const MAX_LINES = 5;

/** The text of a comment line; empty for rulers such as `#-----`. */
export function commentText(line: string): string {
  const text = line.replace(/^[#\s]+/, '').replace(/[\s#]+$/, '');
  return /[\p{L}\p{N}]/u.test(text) && !NOISE.test(text) ? text : '';
}

/** Name and description from the comment lines right above a job, top first. */
export function readDescription(lines: string[]): {
  name: string | null;
  description: string | null;
} {
  const texts = lines.slice(-MAX_LINES).map(commentText).filter(Boolean);
  if (texts.length === 0) return { name: null, description: null };
  const last = texts[texts.length - 1];
  const marked = NAME_MARKS.exec(last);
  if (marked) {
    const rest = texts.slice(0, -1).join('\n');
    return { name: marked[1].trim(), description: rest || null };
  }
  const description = texts.join('\n');
  const [title, ...more] = texts.filter(text => !OWNER.test(text));
  const isName =
    title !== undefined &&
    more.length === 0 &&
    title.length <= MAX_NAME &&
    !/[.。]\s*\S/.test(title);
  return {
    name: isName ? title.replace(/[.:。：]+$/, '') : null,
    description,
  };
}
