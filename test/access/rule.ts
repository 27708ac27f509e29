import type { MandateRole } from '../../src/features/mandates/mandates.types.js';
import type { Role } from '../../src/platform/access/actor.js';
import type { Scope } from '../../src/platform/access/scopes.js';
import { TODAY, type CallerPosition } from './callers.js';
import type { Sample } from './sample.js';

// What each cell should be, told again from the design and from nothing else: who may do what, by role, relation and
// dates. Deliberately plain: no line of it asks the database or the code of the product.

/** Who may try, which scope lets a client try (null: it takes a person), and what they get on this record. */
export interface Rule {
  readonly roles: readonly Role[] | 'anyone' | 'signed_in';
  readonly scopes?: readonly Scope[] | 'any';
  readonly gets: (by: CallerPosition, sample: Sample) => string;
}

export const LEARNING: readonly Role[] = ['centre_admin', 'referent', 'alternant', 'auditor', 'hr', 'tutor'];
export const ADMINISTRATORS: readonly Role[] = ['hr', 'centre_admin'];
export const WITH_PLATFORM: readonly Role[] = ['platform_admin', ...ADMINISTRATORS];
export const OWNERS: readonly Role[] = ['platform_admin', 'centre_admin'];
export const HOLDERS: readonly Role[] = ['centre_admin', 'referent', 'alternant', 'hr', 'tutor'];
export const JUDGES: readonly Role[] = ['centre_admin', 'referent', 'hr', 'tutor'];
export const TUTORS: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'substitute'];

export const may = (allowed: boolean, status: string, else_ = '403') => (allowed ? status : else_);
/** A record of a contract is not there for whoever does not see the contract. */
export const seen = (by: CallerPosition, cell: string) => (by.sees ? cell : '404');
export const isEnded = ({ place }: CallerPosition) => place === 'ended';
export const isPlatform = (by: CallerPosition) => by.is('platform_admin');
/** Which of the place's organisations the sample names. */
export const actsFor = (by: CallerPosition, { as = '' }: Sample) =>
  as.includes('employer') ? by.is('hr') : as.includes('centre') ? by.is('centre_admin') : by.administers;

export const reads = (scopes: readonly Scope[]): Rule => ({
  roles: LEARNING,
  scopes,
  gets: (by, { comments }) => seen(by, comments && !by.readsComments ? '200~' : '200'),
});
export const lists = (roles: readonly Role[], scopes: readonly Scope[]): Rule => ({
  roles,
  scopes,
  gets: (by) => (by.sees ? '200' : '200-'),
});
export const actsOnContract: Rule = {
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.administers ? may(!isEnded(by), '200', '409 illegal_transition') : seen(by, '403')),
};
/** What the holder of a mandate does to a contract, and what it gets when the contract has ended. */
export const records = (
  roles: readonly Role[],
  mayDo: (by: CallerPosition, sample: Sample) => boolean,
  done: string | ((by: CallerPosition, sample: Sample) => string),
): Rule => ({
  roles,
  gets: (by, sample) =>
    by.sees && mayDo(by, sample) && !by.isAlternant
      ? typeof done === 'string'
        ? done
        : done(by, sample)
      : seen(by, '403m'),
});
export const unlessEnded =
  (done: string, ended = '409 contract_not_active') =>
  (by: CallerPosition) =>
    isEnded(by) ? ended : done;

export const decides = (by: CallerPosition, { as = '' }: Sample) =>
  by.holds(['main_tutor'], TODAY) || (as.includes('away') && by.holds(['co_tutor'], TODAY));
