import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StateMachine } from 'aws-local-stepfunctions';
import { config, definitionOf, synthesize } from './synthesize';

const definition = definitionOf(synthesize(), `${config.name}--watch`);
const INPUT = { job: 'feed-import', seconds: 2880, execution: 'run-1', stateMachine: 'machine' };

async function watch(until: 'over' | 'next', answer: Record<string, string | Array<Record<string, string>>>) {
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const { result } = machine.run(
    { ...INPUT, until },
    {
      overrides: {
        taskResourceLocalHandlers: { LookAtRun: () => answer, LookForNextRun: () => answer },
        waitTimeOverrides: { Sleep: 0 },
      },
    },
  );
  return result.then(
    () => null,
    error => String(error.message ?? error),
  );
}

test('a run that ended in time is not told of', async () => {
  for (const Status of ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']) {
    assert.equal(await watch('over', { Status }), null);
  }
});

test('a run that still goes on is told of, with its job and its execution', async () => {
  assert.match((await watch('over', { Status: 'RUNNING' })) ?? '', /feed-import .* 2880 seconds: run-1/);
});

test('a job that started again is not told of', async () => {
  assert.equal(await watch('next', { Executions: [{ ExecutionArn: 'run-2' }] }), null);
});

test('a job that has not started again is told of', async () => {
  assert.match((await watch('next', { Executions: [{ ExecutionArn: 'run-1' }] })) ?? '', /feed-import has not started again/);
});
