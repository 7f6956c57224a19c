/** Why a server cannot be shut down. */
export const verdictGroundsMessages = {
  'never-read': 'No workload was ever seen on it; read its inventory first.',
  retained: '{{number}} retained by decision: {{names}}.',
  'only-here': '{{number}} only here, not running on a target: {{names}}.',
  'active-on-both': '{{number}} active here and on the target: {{names}}.',
  'not-seen': '{{number}} not seen, so it counts as running: {{names}}.',
  'line-still-here': '{{number}} moved, and the line is still here: {{names}}.',
  'gone-unseen':
    '{{number}} gone from here, and not seen to run elsewhere: {{names}}.',
  more: '{{names}} and {{rest}} more',
} as const;
