import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/days.js';
import { SIGN_IN, type Actor, type PersonActor } from '../../platform/access/actor.js';
import { hashPassword } from '../../platform/access/passwords.js';
import { hashSecretToken, newSecretToken } from '../../platform/access/secret-tokens.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.module.js';
import { Db } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { enqueue } from '../../platform/jobs/enqueue.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { getAdministration } from '../people/people.queries.js';
import { PeopleService } from '../people/people.service.js';
import { tokenExpired, tokenUnknown, tokenUsed, standsElsewhereToo } from './identity.errors.js';
import { getInvitation, listInvitations, standsElsewhere } from './identity.queries.js';
import type { InvitationCommand, InvitationId, InvitationRow } from './identity.types.js';
import { acceptUrlOf } from './invitation-mails.service.js';
import {
  insertInvitation,
  lockInvitation,
  markAccepted,
  openAccount,
  setFirstPassword,
} from './invitations.store.js';

const VALID_MS = 7 * 86_400_000;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where no mail can be sent, the link is given to the inviter to pass on, once: only a hash of its token is kept. */
  create(
    actor: PersonActor,
    command: InvitationCommand,
  ): Promise<{ invitation: InvitationRow; acceptUrl?: string }> {
    return this.db.dating(actor, async (tx) => {
      const { organisationId, role, email } = command;
      const administration = await getAdministration(tx);
      await this.people.requireGrants(tx, administration, [{ organisationId, role }], () => '');

      const ownerId = administration.isPlatformAdmin ? null : organisationId;
      const personId = await this.people.invitee(tx, command.personId, email, ownerId);
      if (!administration.isPlatformAdmin && (await standsElsewhere(tx, personId, organisationId))) {
        throw standsElsewhereToo();
      }
      const createdAt = this.clock.now();
      const expiresAt = new Date(Date.parse(createdAt) + VALID_MS).toISOString() as Instant;
      const id: InvitationId = newId();
      const invitation = {
        id,
        email,
        organisationId,
        role,
        personId,
        invitedBy: actor.personId,
        createdAt,
        expiresAt,
      };
      const { token, hash } = newSecretToken();
      await insertInvitation(tx, invitation, hash);
      const created = { ...invitation, acceptedAt: null };
      if (!this.mailer.isConfigured)
        return { invitation: created, acceptUrl: acceptUrlOf(this.config, token) };
      enqueue(tx, 'invite', { invitation: id });
      return { invitation: created };
    });
  }

  get(actor: Actor, id: InvitationId): Promise<InvitationRow> {
    return this.db.read(actor, (q) => getInvitation(q, id));
  }

  list(
    actor: Actor,
    filters: { organisationId: string | null; email: string | null },
    page: { after: string | null; limit: number },
  ): Promise<InvitationRow[]> {
    return this.db.read(actor, (q) => listInvitations(q, filters, page));
  }

  /** Once. The password is taken only by an account that has none: an invitation never changes one. */
  accept(token: string, password: string): Promise<InvitationRow> {
    return this.db.transaction(SIGN_IN, async (tx) => {
      const now = this.clock.now();
      const invitation = await lockInvitation(tx, hashSecretToken(token));
      if (!invitation) throw tokenUnknown();
      if (invitation.acceptedAt !== null) throw tokenUsed();
      if (invitation.expiresAt <= now) throw tokenExpired();

      const account = await openAccount(tx, invitation.personId, invitation.email.toLowerCase(), now);
      if (!account.hasPassword) await setFirstPassword(tx, account.id, await hashPassword(password));
      await this.people.join(tx, invitation.personId, invitation);
      await markAccepted(tx, invitation.id, now);
      return { ...invitation, acceptedAt: now };
    });
  }
}
