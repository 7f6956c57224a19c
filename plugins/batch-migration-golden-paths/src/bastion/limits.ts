/** Limits that the repository's own tests check as well. */
export const SEATS = { min: 1, max: 5 };
export const LONGEST_MINUTES = { min: 15, max: 720 };
export const IDLE_MINUTES = { min: 10, max: 240 };
/** Variables that the image sets so that nobody is missed. */
export const HOOK_VARIABLE =
  /^(?:PATH|ENV|SHELL|NODE_OPTIONS|IRBRC|PRYRC|BASH_ENV|PROMPT_COMMAND|BASTION_.*)$/;

/** Nobody knows how long people will need; an hour a working day is a start. */
export const HOURS_A_MONTH = 21;
