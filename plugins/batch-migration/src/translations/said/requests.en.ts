/** Why a request was refused. The server's own words, by which they are known. */
export const saidRequestsMessages = {
  'body-wrong': 'The body is wrong. {{whys}}',
  'body-not-json': 'The body is not JSON: it must be one JSON object in UTF-8',
  'no-workload': 'No workload has the id {{names}}',
  'no-view': 'No view has the id {{name}}',
  'no-exemption': 'No exemption has the id {{name}}',
  'no-target': 'No target has the id {{name}}',
  'no-server': 'No inventory has the server {{name}}',
  'no-server-preview':
    'No inventory has the server {{name}}. Leave server out to preview the crontab alone.',
  'no-server-token':
    'No inventory has the server {{name}}. Describe it in a declared inventory (server.yaml) and refresh; then issue its token.',
  version: 'Plan of {{name}} is no longer at version {{number}}',
  'plans-made':
    'Somebody made one of these plans at the same moment. Nothing was changed; read them again, then repeat the change.',
  'plans-changed':
    '{{number}} of {{number2}} plans changed since they were read, so none was changed now. Read those of error.conflicts again, then repeat the change.',
  'approve-asked':
    '{{name}} asked for the exemption {{name2}}: another person must approve it',
  'approved-already': '{{name}} approved this schedule at {{at}} already',
  'another-approves':
    '{{name}} set this schedule, so another person approves it',
  'no-own-schedule': 'The plan intends no schedule of its own',
  'wave-named':
    '{{number}} plans name the wave {{name}}. Give their workloads another wave, or none, before it is deleted.',
  'view-shared':
    '{{name}} shares this view and alone may change it. Save one of your own.',
  'linked-there':
    '{{name}} is linked to {{name2}} by a repository: take it out there',
  'answered-exemption':
    'Somebody else answered the exemption {{name}} at the same moment. Read it again.',
  'no-token': '{{name}} has no capture token {{name2}}',
  'token-revoked': 'The capture token {{name}} was revoked',
  'too-large': 'The body is too large: this call takes at most {{number}} kB',
  'from-to': 'from must be before to',
  'from-after': 'from must not be after to',
  'max-length': '{{name}} must have at most {{number}} characters',
  'gone-step': '{{name}}: done: its plan has no step {{name2}}',
  required: 'Required',
  'at-least-one': 'String must contain at least {{number}} character(s)',
  'at-most': 'String must contain at most {{number}} character(s)',
  'in-rows': 'Array must contain at most {{number}} element(s)',
  'not-allowed': 'Unauthorized',
  'failed-fetch': 'Failed to fetch',
  network: 'NetworkError when attempting to fetch resource.',
} as const;
