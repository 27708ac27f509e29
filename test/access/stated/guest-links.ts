import { MANDATE_ROLES } from '../../../src/features/mandates/mandates.types.js';
import { TODAY, type CallerPosition } from '../callers.js';
import { ADMINISTRATORS, may, seen, type Rule } from '../rule.js';
import { body, sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** A link of each contract, which expired yesterday; it has the id of the contract. */
const given = async ({ app }: World) => {
  await app.owner.query(`
    insert into guest_links
      (id, contract_id, purpose, person_id, given_name, family_name, job_title, email, request_id, met_on, issued_by,
       issued_at, expires_at, sends, last_sent_at)
    select distinct on (c.id) c.id, c.id, 'tutor_once', m.person_id, 'Karim', 'Haddad', 'aide-soignant',
      'karim@exemple.test', r.id, '2026-03-04', m.person_id, '2026-03-04', '2026-03-11', 1, '2026-03-04'
    from contracts c
    join sign_off_requests r on r.contract_id = c.id
    join memberships m on m.organisation_id = c.employer_id and m.role = 'hr' and m.person_id <> c.alternant_id
    order by c.id
  `);
};
const named = ({ ground }: Target) => ({ path: { guestLinkId: ground.contract.contractId } });

/** Nobody bears a link of this world: what a link opens, test/api/guest-links knows. */
const borne = (operation: string, sent: object) => body(operation, sent, { of: 'nothing', by: ['no token'] });
const VISIT = { session: 'inconnu' };
const ID = '0199c1d2-0000-7000-8000-000000000001';

export const SAMPLES: readonly Sample[] = [
  sample('createTutorLink', {
    request: ({ ground }) => ({
      body: {
        signOffRequestId: ground.ids['signOffRequestId'] ?? '',
        givenName: 'Karim',
        familyName: 'Haddad',
        jobTitle: 'aide-soignant',
        email: 'karim@exemple.test',
      },
    }),
  }),
  body('createRepresentativeLink', {}),
  sample('listGuestLinks', { before: given, lists: ({ ground }) => ground.contract.contractId }),
  sample('getGuestLink', { before: given, request: named }),
  sample('withdrawGuestLink', { before: given, request: named }),
  sample('resendGuestLink', { before: given, request: named }),
  borne('openGuestLink', { token: 'inconnu' }),
  borne('disownGuestLink', { token: 'inconnu' }),
  borne('getGuestRequest', VISIT),
  borne('askGuestCode', VISIT),
  borne('decideGuestRequest', {
    ...VISIT,
    observedOn: TODAY,
    items: [{ competency: 'C1', level: 'practice', outcome: 'acquired' }],
  }),
  borne('getRepresentedLadder', VISIT),
  borne('openGuestDispute', { ...VISIT, about: { kind: 'sign_off', id: ID }, grounds: 'Non' }),
  borne('withdrawGuestDispute', { ...VISIT, disputeId: ID }),
];

const follows = (by: CallerPosition) => by.holds(MANDATE_ROLES, TODAY);
/** For a tutor, the employer's HR who do not follow the contract. */
const givesToTutors = (by: CallerPosition) => by.is('hr') && !follows(by) && !by.isAlternant;
const ofAdministrators = (gets: Rule['gets']): Rule => ({ roles: ADMINISTRATORS, gets });
const unknown: Rule = { roles: 'anyone', gets: () => '422 validation_failed' };

export const RULES: Readonly<Record<string, Rule>> = {
  // No mail brings the code that this level takes, or the contract is over.
  createTutorLink: ofAdministrators((by) => seen(by, may(givesToTutors(by), '409 guest_link_not_possible'))),
  // The alternants are of age.
  createRepresentativeLink: ofAdministrators((by) =>
    seen(by, may(by.is('centre_admin') && !by.isAlternant, '409 guest_link_not_possible')),
  ),
  listGuestLinks: ofAdministrators((by) => seen(by, may(by.administers, '200', '200-'))),
  getGuestLink: ofAdministrators((by) => may(by.administers, '200', '404')),
  withdrawGuestLink: ofAdministrators((by) => may(by.administers, '409 guest_link_over', '404')),
  resendGuestLink: ofAdministrators((by) =>
    by.administers ? may(givesToTutors(by), '409 guest_link_over') : '404',
  ),
  openGuestLink: unknown,
  disownGuestLink: unknown,
  getGuestRequest: unknown,
  askGuestCode: unknown,
  decideGuestRequest: unknown,
  getRepresentedLadder: unknown,
  openGuestDispute: unknown,
  withdrawGuestDispute: unknown,
};
