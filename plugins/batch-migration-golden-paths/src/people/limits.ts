/** Limits that the layer `people` checks as well. */

/** Ten years: days too many cannot be taken back in COMPLIANCE. */
export const LOCK_DAYS = { min: 1, max: 3653 };

export const SLACK_SECRET =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9\/_+=.@-]+$/;
export const TEAM = /^[TE][A-Z0-9]{5,30}$/;
export const CHANNEL = /^[CG][A-Z0-9]{5,30}$/;
export const PERSON_OR_GROUP = /^[UWS][A-Z0-9]{5,30}$/;
export const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
export const ROLE = /^[\w+=,.@-]{1,64}$/;
