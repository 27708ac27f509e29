import { isPlatform, may, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';

const pathOf = ({ ground }: Target) => ({ personId: ground.contract.alternant.personId });

const ofTheAlternant = (operation: string) =>
  sample(operation, {
    request: (target) => ({ path: pathOf(target) }),
  });

export const SAMPLES: readonly Sample[] = [
  ofTheAlternant('exportPerson'),
  ofTheAlternant('listFileReads'),
  ofTheAlternant('listErasures'),
  sample('erasePerson', {
    request: (target) => ({ path: pathOf(target), body: { reason: 'essai', dryRun: true } }),
  }),
  sample('getErasure'),
  sample('withdrawErasure', { request: () => ({ body: { reason: 'essai' } }) }),
];

/** All that is held, and who read it: the person, their centre, the platform. HR and tutors do not. */
const readsFile: Rule = {
  roles: 'signed_in',
  gets: (by) => may(by.isAlternant || isPlatform(by) || by.is('centre_admin'), '200', '404'),
};

export const RULES: Readonly<Record<string, Rule>> = {
  // That they may not ask it is told to whoever knows the person at all.
  erasePerson: {
    roles: 'signed_in',
    gets: (by) =>
      may(by.isAlternant || isPlatform(by) || by.is('centre_admin'), '200', by.sees ? '403' : '404'),
  },
  listErasures: {
    roles: 'signed_in',
    gets: (by) => may(by.sees || isPlatform(by) || by.is('centre_admin'), '200', '404'),
  },
  // The centre of a contract may have to keep the file.
  getErasure: readsFile,
  withdrawErasure: readsFile,
  exportPerson: readsFile,
  listFileReads: readsFile,
};
