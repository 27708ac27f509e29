import type { OrganisationId } from '../../kernel/ids.js';
import type { Authority } from '../contracts/contract-details.types.js';
import { notYourEmployer } from './declarations.errors.js';

declare const proven: unique symbol;
/** Someone proven to act for an employer as its HR. */
export interface Declarant {
  readonly employerId: OrganisationId;
  readonly [proven]: 'declarant';
}

/** @throws forbidden */
export function requireDeclarant(authority: Authority, employerId: OrganisationId): Declarant {
  if (!authority.hrOf.includes(employerId)) throw notYourEmployer();
  return { employerId } as Declarant;
}
