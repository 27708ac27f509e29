import type { OrganisationId } from '../../kernel/ids.js';
import { forbidden } from '../../kernel/refusals.js';
import { notAnAdministeredCentre, whichCentre } from './frameworks.errors.js';

/** In whose name somebody may write, today. */
export interface Authority {
  readonly isPlatformAdmin: boolean;
  readonly centres: readonly OrganisationId[];
}

/**
 * Who will own what is created: the platform (null) for its administrators, else the centre of its administrator;
 * `asked` decides between several.
 * @throws forbidden, validation_failed
 */
export function chooseOwner(authority: Authority, asked: OrganisationId | null): OrganisationId | null {
  const centres = [...new Set(authority.centres)];
  if (!authority.isPlatformAdmin && centres.length === 0) throw forbidden();
  if (asked !== null) {
    if (!centres.includes(asked)) throw notAnAdministeredCentre();
    return asked;
  }
  if (authority.isPlatformAdmin) return null;
  const [only, ...others] = centres;
  if (only === undefined || others.length > 0) throw whichCentre();
  return only;
}

/** Everyone reads what is published; only its owner changes or publishes. @throws forbidden */
export function requireOwner(authority: Authority, ownerId: OrganisationId | null): void {
  const isOwner = ownerId === null ? authority.isPlatformAdmin : authority.centres.includes(ownerId);
  if (isOwner) return;
  throw forbidden(
    'Vous pouvez le lire, mais seul son propriétaire le modifie ou le publie.',
    'You may read it, but only its owner changes or publishes it.',
  );
}
