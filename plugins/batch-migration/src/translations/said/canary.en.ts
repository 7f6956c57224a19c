/** What is said of rules, metrics and guardrails of a service that moves by weights. The server's own words, by which they are known. */
export const saidCanaryMessages = {
  'no-group': 'The rule leads to no target group {{name}}',
  'no-rule': 'Its listener has no rule {{name}}',
  'no-listener': 'There is no listener {{name}}',
  'bad-rule':
    '"{{text}}" names no rule and target group; expected app/<load balancer>/<id>/<listener>/<rule>:<target group>',
  'group-untold': 'No probe has told the target group of {{text}}',
  'no-metric':
    '"{{text}}" names no metric; expected <namespace>/<metric>?<dimension>=<value>',
  'metrics-unread': 'The metrics could not be read: {{cause}}',
  'cloudwatch-answered': 'CloudWatch answered {{name}} for {{name2}}',
  refused:
    'AWS refused {{name}} for {{name2}}: allow it for the role that the portal uses there. {{text}}',
  throttled:
    'AWS throttled {{name}} for {{name2}}; it is asked again in the next round. {{text}}',
  'region-off':
    'The account does not use {{name}}: enable the region there, or take it out of the configuration. {{text}}',
  'no-credentials':
    'No valid credentials for {{name}}: check aws.accounts in the configuration, and that the account has the region enabled. {{text}}',
  'not-in-time':
    '{{name}} did not answer in time for {{name2}}: check the network and the endpoint. {{text}}',
  failed: '{{name}} failed for {{name2}}: {{text}}',
  'no-bake':
    '{{name}} sends nothing to the target by weight yet: there is no bake to say anything of',
  'other-bake':
    'stepId: step {{number}} bakes now, at {{number2}} %. Look again, then repeat.',
  'no-guardrail': 'The plan has no guardrail {{name}}',
  'attested-no-limit':
    'must be null where a person attests: the title says what holds',
  'needs-limit': 'must say where the target may not go beyond',
  'only-at-most': 'must be at-most where the old side has no metric',
} as const;
