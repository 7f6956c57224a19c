/** What the rules of Fargate say of a job. The server's own words, by which they are known. */
export const saidFitMessages = {
  'command-unknown': 'The command is unknown.',
  'no-path': 'No path is named; a program may still use some.',
  'program-path':
    '`{{text}}` goes into the image; no other path is named, but it may use some.',
  'local-path': 'It names the local path `{{text}}`.',
  'no-lock': 'No lock file is around the command.',
  locks: 'It locks `{{text}}`, on its host only.',
  'use-lease':
    'Tasks share no disk: use the lease of the guard instead of a lock file.',
  'into-image':
    'Put what it reads into the image or S3, and write to S3 or the log; then attest it.',
  'memory-holds':
    'Memory: {{amount}}; the smallest task that holds it has {{text}} vCPU and {{number}} MiB.',
  'memory-most':
    'Memory: {{amount}}; Fargate has at most {{number}} MiB and 16 vCPU.',
  'measure-peak': 'Measure its peak; split the work if it is more.',
  'disk-every': 'Disk: {{amount}}; every task has {{number}} GiB.',
  'disk-state':
    'Disk: {{amount}}; state an ephemeral storage of {{number}} GiB.',
  'disk-most': 'Disk: {{amount}}; a task has at most {{number}} GiB.',
  stream: 'Stream the data to S3, work on it in parts, or mount a file system.',
  'cut-unknown': 'Nobody knows whether a run may be cut off.',
  'cut-not': 'A run may not be cut off and begun again.',
  'cut-may': 'A run may be cut off and begun again.',
  'cut-costs': 'That costs at most {{number}} s of work.',
  retirement:
    'Task retirement stops tasks, and so does Spot, which never falls back to on-demand.',
  repeatable:
    'Make it safe to repeat, or save its progress; never use Spot before that.',
  'longest-message':
    'Longest message: {{amount}}; ECS kills a task {{number}} s after it asked it to stop.',
  'measure-message':
    'Measure it; split longer messages, or let a message return to the queue and be safe to repeat.',
  sleeps: 'It sleeps {{number}} s to start between two minutes.',
  interval: 'Interval: {{amount}}; Scheduler starts on whole minutes.',
  'resident-or-loop': 'Make it a resident worker, or loop inside one run.',
  delay: 'Bearable delay: {{amount}}; a task can take {{number}} s to start.',
  'late-harmless':
    'Attest that a late start is harmless, or keep a worker running.',
} as const;
