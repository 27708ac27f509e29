import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readingOf } from '../../../src/features/privacy/reads/readings.rules.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Record<string, unknown>;
}
interface Described {
  readonly $ref?: string;
  readonly content?: Record<string, { schema: Schema }>;
}
interface Operation {
  readonly responses: Record<string, Described>;
}
const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, { get?: Operation }>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Described> };
};
const routes = Object.entries(document.paths).flatMap(([path, { get }]) =>
  get ? [{ route: path.replaceAll(/\{(\w+)\}/g, ':$1'), get }] : [],
);

const nameIn = (ref = '') => ref.split('/').at(-1) ?? '';

const membersOf = (schema: Schema = {}): string[] => [
  ...(schema.$ref ? membersOf(document.components.schemas[nameIn(schema.$ref)]) : []),
  ...(schema.allOf ?? []).flatMap(membersOf),
  ...Object.keys(schema.properties ?? {}),
];

/** Routes with an id that show no file of anybody. */
const NOBODYS = [
  '/v1/api-client-grants/:grantId',
  '/v1/api-clients/:apiClientId',
  '/v1/calendar/:secret.ics',
  '/v1/credentials/keys/:kid',
  '/v1/credentials/status/:purpose/:list',
  '/v1/declarations/:declarationId',
  '/v1/employer-proposals/:employerProposalId',
  '/v1/employer-proposals/:employerProposalId/proposed-tutors',
  '/v1/frameworks/:frameworkId',
  '/v1/invitations/:invitationId',
  '/v1/ladder-mappings/:mappingId',
  '/v1/ladder-mappings/:mappingId/preview',
  '/v1/ladders/:ladderId',
  '/v1/ladders/:ladderId/mappings',
  '/v1/ladders/:ladderId/preview',
  '/v1/mandates/:mandateId/absences',
  '/v1/me/email-changes/:emailChangeId',
  '/v1/organisations/:organisationId',
  '/v1/organisations/:organisationId/declarations',
  '/v1/organisations/:organisationId/review-rules',
  '/v1/organisations/by-external-id/:externalId',
  '/v1/proposed-tutors/:proposedTutorId',
  '/v1/prospect-contacts/:prospectContactId',
  '/v1/reports/figures/:indicator.svg',
  '/v1/reports/verify/:hash',
];

test('every route with an id is a reading of a file, or is known to show nobody’s', () => {
  const silent = routes.filter(({ route }) => route.includes(':') && readingOf(route) === null);
  expect(silent.map(({ route }) => route).sort()).toEqual(NOBODYS);
});

test('where the answer says whose file it is, the answer of that route has that member', () => {
  const wrong = routes.filter(({ route, get }) => {
    const id = readingOf(route)?.id;
    if (!id || !('member' in id)) return false;
    const done = get.responses['200'];
    const shared = document.components.responses[nameIn(done?.$ref)];
    const schema = (shared ?? done)?.content?.['application/json']?.schema;
    return !membersOf(schema).includes(id.member);
  });
  expect(wrong.map(({ route }) => route)).toEqual([]);
});

test.each([
  ['/v1/contracts/:contractId', 'contract'],
  ['/v1/contracts/:contractId/ladder', 'ladder'],
  ['/v1/contracts/:contractId/entitlements', 'ladder'],
  ['/v1/contracts/:contractId/report', 'report'],
  ['/v1/contracts/:contractId/sign-offs', 'contract'],
  ['/v1/contracts/by-external-id/:externalId', 'contract'],
  ['/v1/evidence/:evidenceId/content', 'evidence'],
  ['/v1/journal-entries/:journalEntryId', 'journal'],
  ['/v1/people/:personId', 'person'],
  ['/v1/people/:personId/export', 'export'],
])('%s is read as %s', (route, kind) => {
  expect(readingOf(route)).toMatchObject({ kind });
});

test('lists over several people are no reading of one file', () => {
  expect(['/v1/people', '/v1/contracts', '/v1/reports/cohort', '/v1/me/queue'].map(readingOf)).toEqual(
    Array(4).fill(null),
  );
});
