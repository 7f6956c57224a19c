/** Why a place is in the state in which it was seen. The server's own words, by which they are known. */
export const saidSeenMessages = {
  'no-probe': 'no probe yet',
  'commented-out': 'the line is commented out',
  'job-off': 'the job is switched off in the file',
  'was-seen':
    'It was last seen {{state}} at {{at}}, which counted until {{at2}}.',
  'not-in-capture': 'It is not in the newest capture of this place',
  'nobody-looked': 'Nobody has looked here yet.',
  'no-answer': 'The last look gave no answer.',
  'host-gone': 'Its host {{name}} is gone.',
  'host-stopped': 'Its host {{name}} is stopped.',
  'no-location-answer': 'The probe gave no answer for this location',
  'gave-up':
    'Not asked in this round, because the probe failed {{number}} times: {{cause}}',
  'no-answer-within': 'It gave no answer within {{number}} seconds',
  'ecs-zero': 'Its desired count is 0, and no rule scales it',
  'ecs-drains': 'It is being deleted: it drains',
  'ecs-says': 'ECS says "{{name}}", which this version does not know',
  'ecs-none-runs':
    'None of its {{number}} tasks runs: look at the events of the service',
  'ecs-no-cluster': 'There is no cluster {{name}}',
  'exec-not-told': 'ECS did not tell whether ECS Exec is on',
  'exec-off': 'ECS Exec is off: set enableExecuteCommand on the service',
  'ec2-forgot':
    'EC2 does not know {{name}}: it forgets an instance about an hour after it was terminated',
  'ec2-says': 'EC2 says "{{name}}", which this version does not know',
  'transition-off': 'The transition into stage {{name}} is disabled',
  'transition-off-why':
    'The transition into stage {{name}} is disabled: {{text}}',
  'transition-untold':
    'CodePipeline did not tell whether the transition into stage {{name}} is enabled',
  'no-pipeline': 'There is no pipeline {{name}}',
  'ssm-no-schedule':
    'It has no schedule: it runs only when it is made or changed',
  'ssm-calendar': 'Change Calendar {{names}} decides when it runs',
  'beanstalk-says':
    'Elastic Beanstalk says "{{name}}", which this version does not know',
  'beanstalk-untold': 'Elastic Beanstalk did not tell which CNAME it has',
  'cname-elsewhere': '{{name}} leads elsewhere: it has {{text}}',
  'rule-no-target': 'The rule has no target: it starts nothing',
  'rule-says':
    'The rule\'s State is "{{name}}", which this version does not know',
  'window-untold': 'Systems Manager did not tell whether the window is enabled',
  'window-no-task': 'The window has no task: it starts nothing',
  'dates-unreadable': 'Its dates cannot be read: {{text}} to {{text2}}',
  'being-deleted': 'It is being deleted',
  'pods-not-ready':
    'None of its {{number}} pods is ready: look at the events of its pods',
  'zero-replicas': 'It has 0 replicas, and nothing scales it',
  'nobody-can-start': 'nobody can start it',
  'not-executable': 'the script is not executable',
  'modes-untold':
    '{{name}} of the capture does not say whether {{text}} is executable',
  'run-parts-regex':
    'run-parts is given a --regex, which is not understood here',
  'script-lists': '{{text}} says which scripts run, which is not read',
  'not-every-crontab':
    'not every crontab of the system was read, and none that was starts it',
  'no-crontab-starts':
    'no captured crontab or anacrontab starts the scripts of this folder',
  'does-not-start': '{{place}} does not start them',
  'run-parts-skips': 'run-parts skips files with such a name: {{name}}',
  'file-absent': '{{name}} is not in the capture',
  'yaml-absent': 'server.yaml names {{name}}, which is not there',
  'systemctl-says': 'systemctl says that it is {{name}} ({{text}})',
  'systemctl-unlisted': 'systemctl does not list it: it is not started',
  'no-process':
    'No process has its command line and the capture does not tell what systemctl says of it',
  'no-process-off':
    'No process has its command line, it is not enabled, and the capture does not tell what systemctl says of it',
  'timer-masked': 'the timer is masked',
  'timer-no-time': 'systemd refuses the timer: it has no time that counts',
  'timer-no-next': 'systemctl list-timers shows no next time of it',
  'timer-unlisted': 'systemctl list-timers does not list it: it is not started',
  'timer-not-enabled': 'the timer is not enabled',
  'timer-untold':
    'The capture tells neither what systemctl says of the timer nor all *.wants folders',
  'no-supervisord': 'no supervisord runs on this host',
  'autostart-off': 'autostart is off, and no process has its command',
  'supervisor-says': 'supervisorctl says that it is {{names}}',
  'processes-untold': 'The capture does not tell which processes run',
  'perhaps-renamed':
    'No process has its command line, and the capture has no supervisorctl.txt: it may run under another name',
  'not-looked': 'The collector did not look for {{name}}',
  'not-read-to-end': 'The capture does not list {{name}} as read completely',
  'could-not-read': '{{name}} could not be read: {{cause}}',
  'cannot-read': '{{name}} cannot be read: {{cause}}',
  'cannot-read-line': '{{place}} cannot be read',
  'member-not-captured': '{{name}} was not captured. Capture it.',
  'member-too-old':
    '{{name}} was last captured at {{at}}, and that counts no more',
  'member-elsewhere':
    '{{name}} was last captured at {{at}}, and that does not tell of this place',
  'on-member': 'On {{name}}: {{cause}}',
  'end-not-read': 'not read to the end',
  'too-deep': 'it lies too deep',
  'leads-nowhere': 'it leads to nothing',
  'leads-out': 'it is a link that leads out of the inventory',
  'no-file': 'it is not a file',
  'too-large': 'it is larger than {{number}} bytes',
  'queue-only':
    'A queue holds work and does none: link what consumes it, and name the queue in the tag batch-migration:queue of that service',
  'scaling-unread':
    'It stands at zero, and whether a scaling rule may start it could not be read: allow application-autoscaling:DescribeScalableTargets',
  'keda-unread':
    'It stands at zero, and whether KEDA may start it could not be read: allow the verb list on scaledobjects.keda.sh',
  'queue-idle':
    'CloudWatch has no values of the last {{number}} minutes: nobody may have used the queue for six hours',
  'last-seen':
    'It was last seen {{state}} at {{at}}, and nobody has looked since.',
  'never-seen': 'Nobody has seen it yet.',
  'permission-denied': 'Permission denied',
} as const;
