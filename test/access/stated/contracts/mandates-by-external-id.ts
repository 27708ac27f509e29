import type { MandateRole } from '../../../../src/features/mandates/mandates.types.js';
import { TODAY } from '../../callers.js';
import { ADMINISTRATORS, LEARNING, may, seen, type Rule } from '../../rule.js';
import { sample, type Sample } from '../../sample.js';
import type { World } from '../../world.js';

const externalId = 'RH-1';

/** The employers call every main tutor’s mandate so. */
const calledByTheEmployer = async ({ app }: World) => {
  await app.owner.query(
    `insert into mandate_external_ids (mandate_id, organisation_id, external_id)
     select m.id, c.employer_id, $1 from mandates m join contracts c on c.id = m.contract_id where m.role = 'main_tutor'`,
    [externalId],
  );
};

const put = (role: MandateRole) =>
  sample('putMandate', {
    as: role,
    request: ({ employer, centre }) => ({
      path: { externalId: `RH-${role}` },
      body: {
        personId: (role === 'referent' ? centre : employer).candidate.personId,
        role,
        from: TODAY,
      },
    }),
  });

export const SAMPLES: readonly Sample[] = [
  put('co_tutor'),
  put('referent'),
  sample('getMandateByExternalId', {
    before: calledByTheEmployer,
    request: () => ({ path: { externalId } }),
  }),
];

export const RULES: Readonly<Record<string, Rule>> = {
  // As a mandate is opened.
  putMandate: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by, { as }) => (by.is(as === 'referent' ? 'centre_admin' : 'hr') ? '201' : seen(by, '403')),
  },
  // Each side by its own ids.
  getMandateByExternalId: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => may(by.is('hr'), '200', '404'),
  },
};
