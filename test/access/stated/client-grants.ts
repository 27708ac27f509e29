import { newId } from '../../../src/platform/ids.js';
import { ADMINISTRATORS, isPlatform, may, WITH_PLATFORM, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** An establishment of the same legal entity, which nobody here administers, and what was asked of it for each client. */
let third = '';
const asked = new Map<string, string>();
const askedBefore = async ({ app, premises }: World) => {
  third = await app.given.organisation();
  for (const [, { apiClientId, candidate }] of premises) {
    if (apiClientId === '') continue;
    const id = newId();
    asked.set(apiClientId, id);
    await app.owner.query(
      `insert into api_client_grants (id, client_id, organisation_id, asked_by, asked_at) values ($1, $2, $3, $4, $5)`,
      [id, apiClientId, third, candidate.personId, app.clock.now()],
    );
  }
};
const ofGrant = ({ employer }: Target) => ({ path: { grantId: asked.get(employer.apiClientId) ?? '' } });

export const SAMPLES: readonly Sample[] = [
  sample('askApiClientGrant', {
    of: 'organisation',
    before: async ({ app }) => {
      third = await app.given.organisation();
    },
    request: ({ employer }) => ({
      path: { apiClientId: employer.apiClientId },
      body: { organisationId: third },
    }),
  }),
  sample('listApiClientGrants', {
    of: 'organisation',
    before: askedBefore,
    lists: ({ employer }) => asked.get(employer.apiClientId) ?? '',
  }),
  ...['getApiClientGrant', 'acceptApiClientGrant', 'withdrawApiClientGrant'].map((operation) =>
    sample(operation, { of: 'organisation', before: askedBefore, request: ofGrant }),
  ),
];

/** Those who administer the client's organisation, and the platform. */
const sees = (done: string, none: string): Rule => ({
  roles: WITH_PLATFORM,
  gets: (by) => may(isPlatform(by) || by.is('hr'), done, none),
});

export const RULES: Readonly<Record<string, Rule>> = {
  askApiClientGrant: { roles: ADMINISTRATORS, gets: (by) => may(by.is('hr'), '201', '404') },
  listApiClientGrants: sees('200', '200-'),
  getApiClientGrant: sees('200', '404'),
  // For its own administrators alone.
  acceptApiClientGrant: { roles: ADMINISTRATORS, gets: (by) => may(by.is('hr'), '403', '404') },
  withdrawApiClientGrant: sees('200', '404'),
};
