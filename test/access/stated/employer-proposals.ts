import { newId } from '../../../src/platform/ids.js';
import { isPlatform, may, WITH_PLATFORM, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** What the centre of each place proposes: an employer where nobody is, and a tutor of it. */
const proposals = new Map<string, { readonly proposal: string; readonly tutor: string }>();
const proposedBefore = async ({ app, premises }: World) => {
  const employer = await app.given.organisation();
  for (const [place, { id, candidate }] of premises) {
    if (!place.startsWith('C')) continue;
    const made = { proposal: newId(), tutor: newId() };
    proposals.set(id, made);
    await app.owner.query('insert into employer_proposals values ($1, $2, $3, $4, $5)', [
      made.proposal,
      employer,
      id,
      candidate.personId,
      app.clock.now(),
    ]);
    await app.owner.query('insert into proposed_tutors values ($1, $2, $3, $4, $5)', [
      made.tutor,
      made.proposal,
      (await app.given.someone(null)).personId,
      candidate.personId,
      app.clock.now(),
    ]);
  }
};
const ofProposal = ({ centre }: Target) => ({
  path: { employerProposalId: proposals.get(centre.id)?.proposal ?? '' },
});
const ofTutor = ({ centre }: Target) => ({
  path: { proposedTutorId: proposals.get(centre.id)?.tutor ?? '' },
});

export const SAMPLES: readonly Sample[] = [
  sample('createEmployerProposal', {
    of: 'organisation',
    request: ({ centre }) => ({
      body: { name: 'EHPAD des Pins', siret: '77937827200016', trainingCentreId: centre.id },
    }),
  }),
  sample('listEmployerProposals', {
    of: 'organisation',
    before: proposedBefore,
    lists: ({ centre }) => proposals.get(centre.id)?.proposal ?? '',
  }),
  sample('getEmployerProposal', { of: 'organisation', before: proposedBefore, request: ofProposal }),
  sample('createProposedTutor', {
    of: 'organisation',
    before: proposedBefore,
    request: (target) => ({ ...ofProposal(target), body: { givenName: 'Paul', familyName: 'Neuf' } }),
  }),
  sample('listProposedTutors', { of: 'organisation', before: proposedBefore, request: ofProposal }),
  ...['getProposedTutor', 'acceptProposedTutor', 'refuseProposedTutor', 'withdrawProposedTutor'].map(
    (operation) => sample(operation, { of: 'organisation', before: proposedBefore, request: ofTutor }),
  ),
];

/** The centre that proposes, and the platform; the employer has nobody. */
const sees = (done: string, none: string): Rule => ({
  roles: WITH_PLATFORM,
  gets: (by) => may(isPlatform(by) || by.is('centre_admin'), done, none),
});
const proposes = (done: string, none = '404'): Rule => ({
  roles: ['centre_admin'],
  gets: (by) => may(by.is('centre_admin'), done, none),
});
const decides: Rule = { roles: ['hr'], gets: () => '404' };

export const RULES: Readonly<Record<string, Rule>> = {
  createEmployerProposal: proposes('201', '403'),
  listEmployerProposals: sees('200', '200-'),
  getEmployerProposal: sees('200', '404'),
  createProposedTutor: proposes('201'),
  listProposedTutors: sees('200', '404'),
  getProposedTutor: sees('200', '404'),
  acceptProposedTutor: decides,
  refuseProposedTutor: decides,
  withdrawProposedTutor: proposes('200'),
};
