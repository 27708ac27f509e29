import { expect, test } from '@jest/globals';
import { listReferences } from '../../../src/platform/idempotency/references.js';

const [ONE, TWO, THREE] = [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000000${n}`);

test('an answer is about the record of its path, the one it made and the contracts that it names, each once', () => {
  const body = JSON.stringify({ contractId: ONE, results: [{ signOff: { contractId: THREE } }], other: TWO });

  expect(listReferences(`/v1/contracts/${ONE}/sign-offs?x=1`, `/v1/sign-offs/${TWO}`, body)).toEqual([
    { collection: 'contracts', id: ONE },
    { collection: 'sign-offs', id: TWO },
    { collection: 'contracts', id: THREE },
  ]);
});

test.each([
  ['/v1/people', undefined, ''],
  ['/v1/me/queue', undefined, '{"contractId":null}'],
  ['/v1/contracts/nothing', '/v1/jobs/7', '[]'],
])('%s names none', (url, location, body) => {
  expect(listReferences(url, location, body)).toEqual([]);
});
