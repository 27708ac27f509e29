import { isPlatform, may, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';

const ofTheAlternant = (operation: string) =>
  sample(operation, {
    request: ({ ground }) => ({ path: { personId: ground.contract.alternant.personId } }),
  });

export const SAMPLES: readonly Sample[] = [ofTheAlternant('exportPerson'), ofTheAlternant('listFileReads')];

/** All that is held, and who read it: the person, their centre, the platform. HR and tutors do not. */
const readsFile: Rule = {
  roles: 'signed_in',
  gets: (by) => may(by.isAlternant || isPlatform(by) || by.is('centre_admin'), '200', '404'),
};

export const RULES: Readonly<Record<string, Rule>> = {
  exportPerson: readsFile,
  listFileReads: readsFile,
};
