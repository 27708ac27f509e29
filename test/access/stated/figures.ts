import { sample, type Sample, type Target } from '../sample.js';
import { CallerPosition, EVERY_PLACE, PLACES, TODAY } from '../callers.js';
import { may, type Rule } from '../rule.js';

const CLOSED = { schoolYear: '2024' };
const ofCentre = ({ centre }: Target) => ({ query: { ...CLOSED, trainingCentreId: centre.id } });
const ofEmployer = ({ employer }: Target) => ({ query: { ...CLOSED, employerId: employer.id } });

export const SAMPLES: readonly Sample[] = [
  sample('getFigures', { as: 'centre', of: 'organisation', request: ofCentre }),
  sample('getFigures', { as: 'employer', of: 'organisation', request: ofEmployer }),
  sample('getFigureChart', {
    of: 'organisation',
    request: (target) => ({ ...ofCentre(target), path: { indicator: 'contract_ends' } }),
  }),
  sample('listSignals', {
    as: 'centre',
    of: 'organisation',
    request: ({ centre }) => ({ query: { trainingCentreId: centre.id } }),
  }),
  sample('listSignals', {
    as: 'employer',
    of: 'organisation',
    request: ({ employer }) => ({ query: { employerId: employer.id } }),
  }),
];

const isAuditorOf = (by: CallerPosition, side: 'employer' | 'centre') =>
  by.is('auditor') &&
  by.caller.memberships.some(({ role, of }) => role === 'auditor' && of === PLACES[by.place][side]);

/** The referent, today, of some contract of that centre. */
const isReferentThere = ({ caller, place }: CallerPosition) =>
  EVERY_PLACE.filter((one) => PLACES[one].centre === PLACES[place].centre).some((one) =>
    new CallerPosition(caller, one).holds(['referent'], TODAY),
  );

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
  getFigureChart: {
    roles: ['centre_admin', 'auditor', 'hr'],
    scopes: ['reports:read'],
    gets: (by) => may(by.is('centre_admin') || isAuditorOf(by, 'centre'), '200', '404'),
  },
  listSignals: {
    roles: ['centre_admin', 'hr', 'referent'],
    gets: (by, { as }) => {
      const isOwn = as === 'employer' ? by.is('hr') : by.is('centre_admin') || isReferentThere(by);
      return may(isOwn, '200', '404');
    },
  },
};
