/** The longest texts that Slack takes: https://docs.slack.dev/reference/block-kit */
export const LIMITS = { message: 4000, section: 3000, header: 150, button: 75, value: 2000, field: 2000, metadata: 3000 } as const;

/** Moves or hides what stands around it: a reader would see other text than was approved. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * Text of people, hosts and branches as Slack shows it: nothing of it becomes
 * a mention (`<!channel>`, `<@U1>`) or a link that says something else.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return text.replace(UNSEEN, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text of others in one line of code: no formatting in it works. */
export function code(text: string, limit = 500): string {
  return `\`${shorten(escapeText(text.replace(/\s*\n\s*/g, ' ⏎ ')).replace(/`/g, 'ˋ'), limit) || ' '}\``;
}

/** What of a block of code fits into a section, escaped, beside its label. */
export const CODE_BLOCK = 2500;

/** Text of others in a block of code. */
export function codeBlock(text: string, limit = CODE_BLOCK): string {
  return `\`\`\`\n${shorten(escapeText(text).replace(/`/g, 'ˋ'), limit)}\n\`\`\``;
}

/** A person whom Slack names and tells. Only ids of our own configuration or of Slack itself. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]{2,30}$/.test(userId) ? `<@${userId}>` : code(userId);
}

export function mentionGroup(groupId: string): string {
  return /^S[A-Z0-9]{2,30}$/.test(groupId) ? `<!subteam^${groupId}>` : code(groupId);
}

/** At most so many characters, the last of which says that there was more; no entity or character is cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1).replace(/&[a-z]{0,4}$/, '').replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}
