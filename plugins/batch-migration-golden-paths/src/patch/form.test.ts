import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { goldenPathOf } from '../goldenPaths';
import { LOCK_DAYS } from '../people/limits';
import { patchAnswers } from './answers';
import {
  ARCHITECTURES,
  BUILD_MINUTES,
  COMPUTE_TYPES,
  TRIED_ENGINES,
  VALID_HOURS,
} from './limits';
import { planPatches } from './planPatches';

const CONTENT = join(__dirname, '../../../../templates/data-patch-pipeline');
const template = parse(readFileSync(join(CONTENT, 'template.yaml'), 'utf8'));
const patchSchema = JSON.parse(
  readFileSync(join(CONTENT, 'content/patch.schema.json'), 'utf8'),
);
const { preview, ...fields }: Record<string, any> = Object.assign(
  {},
  ...template.spec.parameters.map((page: any) => page.properties),
);
const render = template.spec.steps.find(({ id }: any) => id === 'render');
const bounds = ({ minimum: min, maximum: max }: any) => ({ min, max });

describe('the form of a data patch pipeline', () => {
  it('asks what the golden path reads, and hands all of it over', () => {
    const asked = Object.keys(fields).sort();
    expect(Object.keys(render.input.answers).sort()).toEqual(asked);
    expect(Object.keys(patchAnswers.shape).sort()).toEqual(asked);
    for (const name of asked) {
      expect(render.input.answers[name]).toContain(`parameters.${name}`);
    }
  });

  it.each([
    ['application', patchAnswers.shape.application],
    ['build', patchAnswers.shape.build.removeDefault()],
    ['audit', patchAnswers.shape.audit.removeDefault()],
    ['slack', patchAnswers.shape.slack],
    ['evidence', patchAnswers.shape.evidence.removeDefault()],
  ])('asks in %s what the golden path reads', (name, shape) => {
    const asked = Object.keys(fields[name].properties).sort();
    expect(asked).toEqual(Object.keys(shape.shape).sort());
  });

  it('has the bounds of numbers', () => {
    const { build, evidence, validHours } = fields;
    expect(bounds(build.properties.timeoutMinutes)).toEqual(BUILD_MINUTES);
    expect(bounds(evidence.properties.days)).toEqual(LOCK_DAYS);
    expect(bounds(validHours)).toEqual(VALID_HOURS);
  });

  it('offers what CodeBuild and the runner have', () => {
    const { build, dryRunWithoutApproval } = fields;
    expect(build.properties.computeType.enum).toEqual(COMPUTE_TYPES);
    expect(build.properties.architecture.enum).toEqual(ARCHITECTURES);
    expect(dryRunWithoutApproval.items.enum).toEqual(TRIED_ENGINES);
    for (const engine of TRIED_ENGINES) {
      expect(patchSchema.properties.engine.enum).toContain(engine);
    }
  });

  it('has no pattern where a refusal would repeat a credential', () => {
    const { signingSecretArn, botTokenArn } = fields.slack.properties;
    const { arn } = fields.secrets.items.properties;
    const { tokenArn } = fields.application.properties;
    for (const field of [signingSecretArn, botTokenArn, arn, tokenArn]) {
      expect(field.pattern).toBeUndefined();
    }
  });

  it('has a default wherever nothing need be answered', () => {
    const optional = [
      'environment',
      'queues',
      'buckets',
      'keys',
      'dryRunWithoutApproval',
      'deploymentRoles',
    ];
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
    expect(goldenPathOf(template.metadata.name).plan).toBe(planPatches);
  });
});
