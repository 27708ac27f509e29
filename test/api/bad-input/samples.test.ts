import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { OPERATIONS } from '../../support/http/operations.js';
import { Samples } from '../../support/http/samples.js';

let app: TestApp;
let samples: Samples;

beforeAll(async () => {
  app = await TestApp.start();
  samples = await Samples.start(app);
});
afterAll(async () => {
  samples.wire.close();
  await app.stop();
});

// What every other test of bad input starts from: were a sample refused for its form, nothing could be told from a
// broken one. A new operation that the schema does not explain asks for a line in test/support/http/samples.ts.
test('every operation has a sample that is done, or refused by the state of things alone', async () => {
  const answers: Record<string, string> = {};
  for (const operation of OPERATIONS.filter(({ form }) => form === null)) {
    try {
      const { status, text } = await samples.wire.send(await samples.sampleOf(operation));
      if (status >= 300 && status !== 409) answers[operation.id] = `${status} ${text}`;
    } catch (error) {
      answers[operation.id] = String(error);
    }
  }
  expect(answers).toEqual({});
});

// A null found its way to a rule that counted days from it.
test('null where a field may be left out is as good as nothing', async () => {
  const answers: Record<string, string> = {};
  for (const operation of OPERATIONS.filter(({ body }) => body?.properties)) {
    for (const name of Object.keys(operation.body?.properties ?? {})) {
      if (operation.body?.required?.includes(name)) continue;
      const sample = await samples.sampleOf(operation, { [name]: null });
      const { status, text } = await samples.wire.send(sample);
      // A change clears what is null: what cannot be without is told so.
      const isStated = status === 422 && text.includes(`"/${name}"`);
      if (status < 300 || status === 409 || isStated) continue;
      // A sample may need what others leave out: in whose name somebody contests says who may.
      const without = await samples.wire.send(await samples.sampleOf(operation, { [name]: undefined }));
      if (without.status !== status || without.body.code !== JSON.parse(text).code)
        answers[`${operation.id} ${name}`] = `${status} ${text}`;
    }
  }
  expect(answers).toEqual({});
}, 60_000);
