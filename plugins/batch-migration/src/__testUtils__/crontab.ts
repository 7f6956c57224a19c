/** The crontab of the bastion, and its preview as the real reader gives it. */
import {
  maskCrontab,
  previewCrontab,
  type CaptureResponse,
  type CrontabPreviewRequest,
  type CrontabPreviewResponse,
} from 'backstage-plugin-batch-migration-common';

const NOW = new Date('2026-02-12T01:24:00.000Z');

export const CRONTAB = `# bastion, user ops
MAILTO=ops-alert@example.com
PATH=/usr/local/bin:/usr/bin:/bin
CRON_TZ=Asia/Tokyo

0 9 * * 1     /opt/tools/weekly-report.sh
*/7 * * * *   /opt/tools/check-queue.sh
0 3 1,15 * 5  /opt/tools/vacuum.sh
@reboot       /opt/chatops/relay --daemon
30 2 * * *    mysqldump news > /backup/n-$(date +%F).sql
5 4 * * *     flock -n /tmp/s.lock /opt/tools/sync-s3.sh
0 0 31 2 *    /opt/tools/old.sh
0 6 * * *     API_TOKEN=s3cr3t-v4lue /opt/tools/fx-rates.sh
#15 1 * * *   /opt/tools/mail-log.sh
0 25 * * *    /opt/tools/trim.sh
`;

/** Answers as the backend would, from the reader itself. */
export async function previewOf(
  request: CrontabPreviewRequest,
): Promise<CrontabPreviewResponse> {
  const preview = previewCrontab(request, NOW, {
    timezone: 'Asia/Tokyo',
    cron: 'debian',
  });
  return {
    ...preview,
    jobs: preview.jobs.map(job => ({
      ...job,
      maskedSecrets: maskCrontab(
        request.text.split('\n')[job.line - 1],
      ).lines[0].text.includes('***MASKED:')
        ? ['API_TOKEN']
        : [],
      workloadId: ['weekly-report', 'vacuum'].includes(job.name)
        ? `known-${job.name}`
        : null,
    })),
  };
}

export const captured: CaptureResponse = {
  server: 'resource:default/bastion',
  capturedAt: NOW.toISOString(),
  freshUntil: '2026-02-19T01:24:00.000Z',
  created: [
    {
      id: 'check-queue',
      name: 'check-queue',
      path: 'var/spool/cron/crontabs/batch',
      line: 7,
    },
  ],
  known: [
    {
      id: 'known-weekly-report',
      name: 'weekly-report',
      path: 'var/spool/cron/crontabs/batch',
      line: 6,
    },
  ],
  hidden: 0,
  maskedSecrets: ['API_TOKEN'],
};
