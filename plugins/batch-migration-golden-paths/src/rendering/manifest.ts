import type { CommonAnswers, Runtime } from '../answers/commonAnswers';
import { jsonText } from './jsonText';

/** How the tests of `app/` run; a team's own image has its tests elsewhere. */
const TEST_APP: Record<Exclude<Runtime, 'image'>, string> = {
  node: 'npm --prefix app test',
  ruby: 'cd app && rake test',
  go: 'cd app && go vet ./... && go test ./...',
  java: 'sh app/test.sh',
};

/** A `package.json` or its lock under the repository's name. */
export function renamed(manifest: string, name: string): string {
  const parsed = JSON.parse(manifest);
  parsed.name = name;
  if (parsed.packages) parsed.packages[''].name = name;
  return jsonText(parsed);
}

/**
 * `package.json` of a repository. `npm test` needs nothing but Node: another
 * language is set up by CI, which runs `npm run test:app` as well.
 */
export function manifestFor(
  manifest: string,
  { repository, runtime }: Pick<CommonAnswers, 'repository' | 'runtime'>,
): string {
  const parsed = JSON.parse(manifest);
  const { test: _all, ...others } = parsed.scripts;
  parsed.name = repository;
  parsed.scripts = {
    test: ['test:infra', ...(runtime === 'node' ? ['test:app'] : [])]
      .map(name => `npm run ${name}`)
      .join(' && '),
    ...(runtime === 'image' ? {} : { 'test:app': TEST_APP[runtime] }),
    ...others,
  };
  return jsonText(parsed);
}
