/** Where a template takes its static files from, relative to its own folder. */
export function contentPath(template: { spec?: unknown }): string {
  const steps = (template.spec as { steps?: unknown } | undefined)?.steps;
  for (const step of Array.isArray(steps) ? steps : []) {
    const url = step?.action === 'fetch:plain' ? step.input?.url : undefined;
    if (typeof url === 'string' && !url.includes('${{')) return url;
  }
  return './content';
}
