import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';

// A path tells whether an act leaves a fact with an id of its own, or changes a state. See docs/development/openapi-breaks.md.

type Document = { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as Document;

const posts = Object.entries(paths).flatMap(([path, { post }]) =>
  post ? [{ path, last: path.split('/').at(-1) ?? '', statuses: Object.keys(post.responses) }] : [],
);

/** Changes of a state, and calls that judge several facts or none. */
const VERBS =
  /^(accept|cancel|change|complete|confirm|decide|disable|disown|enable|end|forget|login|logout|open|publish|read|refresh|refuse|resend|reset|resume|revoke|rotate|send|sign|suspend|terminate|token|undo|withdraw)$/;

const PLURAL_WITHOUT_S = ['people', 'evidence'];

test('a fact is posted to its plural noun and answers 201; a change of state is a verb and answers 200', () => {
  const wrong = posts.filter(({ last, statuses }) =>
    VERBS.test(last) ? statuses.includes('201') : !last.endsWith('s') && !PLURAL_WITHOUT_S.includes(last),
  );
  const silent = posts.filter(({ path, last, statuses }) => {
    const isBatch = ['/v1/sign-offs', '/v1/observations'].includes(path); // each of their items has an answer of its own
    return !VERBS.test(last) && !isBatch && !statuses.includes('201');
  });
  expect({ wrong, silent }).toEqual({ wrong: [], silent: [] });
});
