const LONGEST = 60;

/** A text as a message quotes it: hostile ones have no end. */
export function excerpt(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
