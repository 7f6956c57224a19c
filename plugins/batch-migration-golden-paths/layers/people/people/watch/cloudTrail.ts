/**
 * A CloudTrail event as EventBridge hands it over; the fields that we read.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailEvent {
  'detail-type': string;
  source: string;
  detail: {
    eventID: string;
    eventTime: string;
    eventSource: string;
    eventName: string;
    awsRegion?: string;
    sourceIPAddress?: string;
    userIdentity?: { type?: string; arn?: string; principalId?: string; invokedBy?: string };
    requestParameters?: Record<string, any> | null;
    responseElements?: Record<string, any> | null;
    errorCode?: string;
  };
}
