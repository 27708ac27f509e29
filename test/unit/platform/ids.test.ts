import { expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';

test('ids rise in the order in which they are made, however many in one millisecond', () => {
  const ids = Array.from({ length: 50_000 }, () => newId());

  expect(ids.filter((id, index) => index > 0 && id <= (ids[index - 1] ?? ''))).toEqual([]);
  expect(
    ids.filter((id) => !/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id)),
  ).toEqual([]);
});
