import type { PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { notOnesOwnAccount, notTheirAccount, notYoursAlone } from './accounts.errors.js';

/** What is known of a person when somebody asks for their account. */
export interface AdministeredAccount {
  readonly personId: PersonId;
  /** The caller administers the platform, or an organisation of theirs. */
  readonly isAdministered: boolean;
  /** Beyond what the caller administers. Never for the platform. */
  readonly standsElsewhere: boolean;
}

declare const administersAccount: unique symbol;
/** Proof that the caller may read, disable and enable this person's account. */
export interface AccountHolder {
  readonly personId: PersonId;
  readonly [administersAccount]: true;
}

/** An account opens everything that a person is; so it is closed by who administers all of it, and never by its holder. */
export function requireAccountAdministrator(actor: PersonActor, state: AdministeredAccount): AccountHolder {
  if (actor.personId === state.personId) throw notOnesOwnAccount();
  if (!state.isAdministered) throw notTheirAccount();
  if (state.standsElsewhere) throw notYoursAlone();
  return { personId: state.personId } as AccountHolder;
}
