import { sample, type Sample, type Target } from '../sample.js';
import { PLACES, type CallerPosition } from '../callers.js';
import { may, type Rule } from '../rule.js';

const CLOSED = { schoolYear: '2024' };
const ofCentre = ({ centre }: Target) => ({ query: { ...CLOSED, trainingCentreId: centre.id } });
const ofEmployer = ({ employer }: Target) => ({ query: { ...CLOSED, employerId: employer.id } });

export const SAMPLES: readonly Sample[] = [
  sample('getFigures', { as: 'centre', of: 'organisation', request: ofCentre }),
  sample('getFigures', { as: 'employer', of: 'organisation', request: ofEmployer }),
];

const isAuditorOf = (by: CallerPosition, side: 'employer' | 'centre') =>
  by.is('auditor') &&
  by.caller.memberships.some(({ role, of }) => role === 'auditor' && of === PLACES[by.place][side]);

/** Who answers for the organisation that is asked about; nobody else learns that it is there. */
export const RULES: Readonly<Record<string, Rule>> = {
  getFigures: {
    roles: ['centre_admin', 'auditor', 'hr'],
    scopes: ['reports:read'],
    gets: (by, { as }) => {
      const isOwn =
        as === 'employer'
          ? by.is('hr') || isAuditorOf(by, 'employer')
          : by.is('centre_admin') || isAuditorOf(by, 'centre');
      return may(isOwn, '200', '404');
    },
  },
};
