import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { goldenPathOf } from '../goldenPaths';
import { LOCK_DAYS } from '../people/limits';
import { bastionAnswers } from './answers';
import { IDLE_MINUTES, LONGEST_MINUTES, SEATS } from './limits';
import { planBastion } from './planBastion';

const template = parse(
  readFileSync(
    join(__dirname, '../../../../templates/audited-bastion/template.yaml'),
    'utf8',
  ),
);
const { preview, ...fields }: Record<string, any> = Object.assign(
  {},
  ...template.spec.parameters.map((page: any) => page.properties),
);
const render = template.spec.steps.find(({ id }: any) => id === 'render');

describe('the form of a bastion', () => {
  it('asks what the golden path reads, and hands all of it over', () => {
    const asked = Object.keys(fields).sort();
    expect(Object.keys(render.input.answers).sort()).toEqual(asked);
    // The runtime is always the team's own image.
    const { runtime: _runtime, ...shape } = bastionAnswers.shape;
    expect(Object.keys(shape).sort()).toEqual(asked);
  });

  it.each([
    ['seats', SEATS],
    ['longestMinutes', LONGEST_MINUTES],
    ['idleMinutes', IDLE_MINUTES],
  ])('has the bounds of %s', (name, { min, max }) => {
    expect(fields[name]).toMatchObject({ minimum: min, maximum: max });
  });

  it('has the bounds of the lock', () => {
    const { minimum, maximum } = fields.evidence.properties.days;
    expect({ min: minimum, max: maximum }).toEqual(LOCK_DAYS);
  });

  it('has no pattern where a refusal would repeat a credential', () => {
    const { signingSecretArn, botTokenArn } = fields.slack.properties;
    const { arn } = fields.secrets.items.properties;
    for (const field of [signingSecretArn, botTokenArn, arn]) {
      expect(field.pattern).toBeUndefined();
    }
  });

  it('has a default wherever nothing need be answered', () => {
    const optional = ['environment', 'secrets', 'buckets', 'deploymentRoles'];
    for (const name of optional) expect(fields[name].default).toEqual([]);
  });

  it('ends with a preview of its own template, which answers nothing', () => {
    const [last] = template.spec.parameters.slice(-1);
    expect(Object.keys(last.properties)).toEqual(['preview']);
    expect(preview).toMatchObject({
      type: 'null',
      'ui:field': 'GoldenPathPreview',
      'ui:options': { template: template.metadata.name },
    });
    expect(goldenPathOf(template.metadata.name).plan).toBe(planBastion);
  });
});
