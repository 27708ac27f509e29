import { Organisation } from './features/organisations/organisation.entity.js';
import { OrganisationName } from './features/organisations/organisation-name.entity.js';
import { Framework } from './features/frameworks/framework.entity.js';
import { Ladder } from './features/frameworks/ladder.entity.js';
import { Account } from './features/identity/account.entity.js';
import { Invitation } from './features/identity/invitation.entity.js';
import { RefreshToken } from './features/identity/refresh-token.entity.js';
import { SignInFailure } from './features/identity/sign-in-failure.entity.js';
import { Membership } from './features/people/membership.entity.js';
import { Person } from './features/people/person.entity.js';
import { PersonName } from './features/people/person-name.entity.js';
import { SigningKey } from './platform/access/signing-key.entity.js';
import { IdempotencyKey } from './platform/http/idempotency-key.entity.js';

/** Every table, for the comparison of entities with what the migrations built. */
export const ENTITIES = [
  Organisation,
  OrganisationName,
  Framework,
  Ladder,
  Account,
  Invitation,
  RefreshToken,
  SignInFailure,
  Membership,
  Person,
  PersonName,
  SigningKey,
  IdempotencyKey,
];
