/** Why approvals could not be read, and what is wrong with them. The server's own words, by which they are known. */
export const saidApprovalsMessages = {
  unreadable: 'It could not be read: {{text}}',
  'event-unreadable': 'Event {{number}} cannot be read',
  'event-number': 'Event {{number}} has the number {{text}}',
  'event-order': 'Event {{number}} does not follow the one before it',
  'event-changed': 'Event {{number}} was changed',
  'no-events': 'It has no events',
  'last-event': 'The last event is not the one that the request names',
  'request-unreadable': 'The request cannot be read',
  'other-status': 'The request has another status than its last event left',
  'other-subject': 'The request has another subject than its last event',
  'other-hash': 'What is asked for is not what its hash names',
  'no-place': 'No approvals are read at {{name}}',
  'no-request': '{{name}} has no request {{name2}}',
  'no-log': '{{name}} has left no log',
  'no-bastion': '{{name}} has no bastion {{name2}} that takes sessions',
  'no-address':
    '{{name}} has no e-mail address in the catalog: nobody could tell who asks from who approves',
  'catalog-silent': 'The catalog did not tell who you are: {{text}}',
  'bastion-silent':
    '{{name}} did not answer: check sessionsUrl and the network. {{text}}',
  'bastion-refused':
    '{{name}} refused the portal: its role needs execute-api:Invoke, and must be sessions.portalRole of the repository. {{text}}',
  replayed: 'This portal replays recordings: no session can be opened',
  seats:
    'All {{number}} seats are taken: wait for a session to end, or stop it',
  'session-asked':
    'Session {{name}} on {{name2}} for {{number}} minutes: {{text}}',
} as const;
