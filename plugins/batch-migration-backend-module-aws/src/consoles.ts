const CONSOLES: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The partition in the ARNs of a region. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Address of a page of the AWS console, in the partition of its region. */
export function consoleAt(region: string, page: string): string {
  return `https://${region}.${CONSOLES[partitionOf(region)]}/${page}`;
}
