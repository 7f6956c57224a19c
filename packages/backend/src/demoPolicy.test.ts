import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  approvalReadPermission,
  captureCreatePermission,
  exemptionApprovePermission,
  historyReadPermission,
  inventoryRefreshPermission,
  planUpdatePermission,
  sessionRequestPermission,
  targetDismissPermission,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';
import { DemoPolicy } from './demoPolicy';

const person = (name: string, group: string): PolicyQueryUser => {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, group] },
  };
};

const sre = person('mori', 'group:default/sre');
const jobOwner = person('sato', 'group:default/news-platform');
const auditor = person('kimura', 'group:default/audit');

const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;

describe('DemoPolicy', () => {
  it.each([
    ['an SRE', sre, workloadReadPermission, ALLOW],
    ['an SRE', sre, planUpdatePermission, ALLOW],
    ['an SRE', sre, inventoryRefreshPermission, ALLOW],
    ['an SRE', sre, targetDismissPermission, ALLOW],
    ['an SRE', sre, sessionRequestPermission, ALLOW],
    ['a job owner', jobOwner, sessionRequestPermission, DENY],
    ['an auditor', auditor, approvalReadPermission, ALLOW],
    ['an SRE', sre, approvalReadPermission, ALLOW],
    ['a job owner', jobOwner, approvalReadPermission, DENY],
    ['nobody', undefined, approvalReadPermission, DENY],
    ['an auditor', auditor, sessionRequestPermission, DENY],
    ['a job owner', jobOwner, workloadReadPermission, ALLOW],
    ['a job owner', jobOwner, planUpdatePermission, CONDITIONAL],
    ['a job owner', jobOwner, exemptionApprovePermission, CONDITIONAL],
    ['a job owner', jobOwner, inventoryRefreshPermission, DENY],
    ['a job owner', jobOwner, captureCreatePermission, DENY],
    ['a job owner', jobOwner, targetDismissPermission, DENY],
    ['an auditor', auditor, workloadReadPermission, ALLOW],
    ['an auditor', auditor, historyReadPermission, ALLOW],
    ['an auditor', auditor, planUpdatePermission, CONDITIONAL],
    ['an auditor', auditor, inventoryRefreshPermission, DENY],
    ['an auditor', auditor, targetDismissPermission, DENY],
    ['nobody', undefined, planUpdatePermission, CONDITIONAL],
  ])('answers %s (%#)', async (_, user, permission, expected) => {
    const decision = await new DemoPolicy().handle({ permission }, user);
    expect(decision.result).toBe(expected);
  });

  it('lets owners plan only what their groups own', async () => {
    const decision = await new DemoPolicy().handle(
      { permission: planUpdatePermission },
      jobOwner,
    );
    expect(decision).toMatchObject({
      conditions: {
        rule: 'IS_OWNER',
        params: {
          owners: ['user:default/sato', 'group:default/news-platform'],
        },
      },
    });
  });
});
