import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { OPERATIONS } from '../../support/operations.js';
import { Samples } from '../../support/samples.js';

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
// broken one. A new operation that the schema does not explain asks for a line in test/support/samples.ts.
test('every operation has a sample that is done, or refused by the state of things alone', async () => {
  const answers: Record<string, string> = {};
  for (const operation of OPERATIONS.filter(({ takesForm }) => !takesForm)) {
    try {
      const { status, text } = await samples.wire.send(await samples.sampleOf(operation));
      if (status >= 300 && status !== 409) answers[operation.id] = `${status} ${text}`;
      if (process.env['DEBUG_SAMPLES'] && status === 409) console.log(operation.id, text);
    } catch (error) {
      answers[operation.id] = String(error);
    }
  }
  expect(answers).toEqual({});
});
