import { expect, test } from '@jest/globals';
import { linksOf, readTrail, withTrail } from '../../../src/platform/responses/links.js';

test('a first page leads on only; one without a page behind it nowhere', () => {
  expect(linksOf('/v1/people?limit=2', 'b')).toEqual({ link: '</v1/people?limit=2&after=b>; rel="next"' });
  expect(linksOf('/v1/people', null)).toEqual({});
});

test('a second page leads back to one without a cursor, a third to the second', () => {
  const second = withTrail('b', '');
  const third = withTrail('c', second);

  expect([second, third]).toEqual(['b.', 'c.b.']);
  expect(linksOf(`/v1/people?after=${second}`, null).link).toBe(
    '</v1/people>; rel="first", </v1/people>; rel="prev"',
  );
  expect(linksOf(`/v1/people?after=${third}`, null).link).toContain('</v1/people?after=b.>; rel="prev"');
});

test('a cursor alone knows no way back', () => {
  expect(readTrail('b')).toEqual({ cursor: 'b', before: null });
  expect(linksOf('/v1/people?after=b', null).link).toBe('</v1/people>; rel="first"');
});

test('the way back is forgotten from its beginning on where a cursor would be longer than is taken', () => {
  let trail = '';
  for (let page = 0; page < 40; page += 1) trail = withTrail(`${page}`.padStart(48, 'x'), trail);

  expect(trail.length).toBeLessThanOrEqual(500);
  expect(readTrail(trail).cursor).toBe('39'.padStart(48, 'x'));
  expect(trail.endsWith('.')).toBe(false);
});
