import { KINDS } from '../workload/model';
import { CUTOVER_TEMPLATES, stepsOfTemplate, templatesFor } from './templates';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

it('has a template for each way in which they moved', () => {
  expect(CUTOVER_TEMPLATES.map(({ id }) => id).sort()).toEqual([
    'bastion',
    'beanstalk-swap',
    'canary-weights',
    'data-patch',
    'db-migration',
    'run-command',
    'scheduled',
    'sidekiq-blue-green',
    'sidekiq-scheduler',
    'worker-drain',
  ]);
});

describe.each(CUTOVER_TEMPLATES.map(template => [template.id, template]))(
  '%s',
  (_, template) => {
    const steps = stepsOfTemplate(template as never, 'en');

    it('has steps with ids that a plan takes, each once', () => {
      const ids = steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter(id => !/^[\w.-]{1,64}$/.test(id))).toEqual([]);
    });

    it('keeps the point of no return as late as can be', () => {
      const first = steps.findIndex(({ reversible }) => !reversible);
      expect(first).toBeGreaterThan(0);
      // After it nothing can be taken back, and the soak is before it.
      expect(steps.slice(first).every(({ reversible }) => !reversible)).toBe(
        true,
      );
      const soak = steps.findIndex(({ id }) => id === 'soak');
      expect(soak).toBeGreaterThanOrEqual(0);
      expect(soak).toBeLessThan(first);
    });

    it('says everything in both languages', () => {
      const japanese = stepsOfTemplate(template as never, 'ja');
      for (const [index, { title, instructions, undo }] of steps.entries()) {
        const other = japanese[index];
        expect(other.title).toMatch(JAPANESE);
        expect(other.instructions).toMatch(JAPANESE);
        expect(other.undo === null).toBe(undo === null);
        expect([title, instructions, undo ?? ''].join()).not.toMatch(JAPANESE);
      }
    });
  },
);

it.each(KINDS)('offers what fits %s first', kind => {
  const all = templatesFor(kind);
  expect(all).toHaveLength(CUTOVER_TEMPLATES.length);
  expect(all[0].kinds).toContain(kind);
  const fits = all.map(({ kinds }) => kinds.includes(kind));
  expect(fits.indexOf(false)).toBe(fits.filter(Boolean).length);
});
