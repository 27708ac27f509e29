import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import { SIGN_IN, type Actor, type PersonActor } from '../../../platform/access/actor.js';
import { addressBlock } from '../../../platform/address-block.js';
import { choosePassword, type ChosenPassword } from '../../../platform/access/chosen-passwords.js';
import { hashPassword } from '../../../platform/access/passwords.js';
import { hashSecretToken, newSecretToken } from '../../../platform/access/secret-tokens.js';
import type { Config } from '../../../platform/config/config.js';
import { CONFIG } from '../../../platform/config/config.module.js';
import { Db } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { pageUrl, PAGES } from '../../../platform/pages/page-url.js';
import { getAdministration } from '../../people/people.queries.js';
import { PeopleService } from '../../people/people.service.js';
import {
  findOfferedInvitation,
  getInvitation,
  listInvitations,
  standsElsewhere,
} from '../identity.queries.js';
import type {
  Acceptance,
  InvitationCommand,
  InvitationId,
  InvitationRow,
  InvitationState,
  OfferedInvitation,
  VoidReason,
} from '../identity.types.js';
import { secondsToResend } from './resends.rules.js';
import {
  invitationOver,
  invitationVoid,
  resentTooSoon,
  standsElsewhereToo,
  tokenExpired,
  tokenUnknown,
  tokenUsed,
} from './invitations.errors.js';
import { passwordRefused } from '../passwords/passwords.errors.js';
import { PasswordTurns, tallyKey } from '../sign-in/password-turns.js';
import {
  acceptInvitation,
  insertInvitation,
  keepRoomForInvitation,
  resendInvitation,
  withdrawInvitation,
} from './invitations.store.js';

const VALID_MS = 7 * 86_400_000;

/** With the link to pass on, where no mail brings it. */
export interface MadeInvitation {
  readonly invitation: InvitationRow;
  readonly acceptUrl?: string;
}

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly mailer: Mailer,
    private readonly turns: PasswordTurns,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where no mail can be sent, the link is given to the inviter to pass on, once: only a hash of its token is kept. */
  create(actor: PersonActor, command: InvitationCommand): Promise<MadeInvitation> {
    return this.db.write(
      actor,
      async (tx) => {
        const { organisationId, role, email } = command;
        const administration = await getAdministration(tx);
        await this.people.requireGrants(tx, administration, [{ organisationId, role }], () => '');

        await keepRoomForInvitation(tx, command, this.clock.now());
        const ownerId = administration.isPlatformAdmin ? null : organisationId;
        const personId = await this.people.invitee(tx, command.personId, email, ownerId);
        if (!administration.isPlatformAdmin && (await standsElsewhere(tx, personId, organisationId))) {
          throw standsElsewhereToo();
        }
        const createdAt = this.clock.now();
        const expiresAt = this.aWeekFrom(createdAt);
        const id: InvitationId = newId();
        const grant = { email, organisationId, role, personId };
        const { token, hash } = newSecretToken();
        const isMailed = this.mailer.isConfigured;
        const made = { ...grant, id, invitedBy: actor.personId, createdAt, expiresAt };
        await insertInvitation(tx, made, hash, isMailed);
        const invitation = await getInvitation(tx, id);
        if (!isMailed) return { invitation, acceptUrl: pageUrl(this.config, PAGES.accept, token) };
        enqueue(tx, 'invite', { invitation: id });
        return { invitation };
      },
      { isDated: true },
    );
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

  /**
   * Once, and judged again: whoever invited must still be allowed to. The password is taken only by an account that has
   * none, and then it must be a good one: an invitation never changes a password.
   */
  async accept(token: string, typed: string, address: string): Promise<Acceptance> {
    const hash = hashSecretToken(token);
    const offered = await this.offered(token);

    // Before the transaction: whoever waits for a turn to hash holds no connection.
    const passwordHash = offered.hasPassword ? null : await this.hash(typed, offered, token, address);
    return this.db.write(SIGN_IN, async (tx) => {
      const done = await acceptInvitation(tx, hash, passwordHash);
      if ('invitation' in done) return done;
      refuseUnlessPending(done);
      throw tokenUsed();
    });
  }

  private hash(typed: string, offered: OfferedInvitation, token: string, address: string): Promise<string> {
    const tallies = [tallyKey('address', addressBlock(address)), tallyKey('invitation', token)];
    return this.turns.run(tallies, async () => hashPassword(await firstPassword(typed, offered)));
  }

  /** @throws what is the matter with it */
  async offered(token: string): Promise<OfferedInvitation> {
    const offered = await this.db.read(SIGN_IN, (q) => findOfferedInvitation(q, hashSecretToken(token)));
    if (!offered) throw tokenUnknown();
    refuseUnlessPending(offered);
    return offered;
  }

  /**
   * Sends it once more, with a link that takes the place of the one before and is good for a week again. Each time takes a
   * longer pause: nobody's mailbox is filled.
   */
  resend(actor: PersonActor, id: InvitationId): Promise<MadeInvitation> {
    return this.db.write(actor, async (tx) => {
      const invitation = await getInvitation(tx, id);
      await this.people.requireGrants(tx, await getAdministration(tx), [invitation], () => '');
      if (invitation.state !== 'pending') throw invitationOver(invitation.state);
      const now = this.clock.now();
      const wait = secondsToResend(invitation, now);
      if (wait > 0) throw resentTooSoon(wait);
      const byHand = this.mailer.isConfigured ? null : newSecretToken();
      if (!(await resendInvitation(tx, invitation, byHand?.hash ?? null, this.aWeekFrom(now))))
        throw resentTooSoon(secondsToResend({ sends: invitation.sends + 1, lastSentAt: now }, now));
      const resent = await getInvitation(tx, id);
      if (byHand) return { invitation: resent, acceptUrl: pageUrl(this.config, PAGES.accept, byHand.token) };
      enqueue(tx, 'invite', { invitation: id });
      return { invitation: resent };
    });
  }

  /** Takes an invitation back that was not accepted: whoever may give the role may. */
  withdraw(actor: PersonActor, id: InvitationId): Promise<InvitationRow> {
    return this.db.write(actor, async (tx) => {
      const invitation = await getInvitation(tx, id);
      await this.people.requireGrants(tx, await getAdministration(tx), [invitation], () => '');
      const isWithdrawn = await withdrawInvitation(tx, id);
      const now = await getInvitation(tx, id);
      if (!isWithdrawn) throw invitationOver(now.state);
      return now;
    });
  }

  private aWeekFrom(now: Instant): Instant {
    return new Date(Date.parse(now) + VALID_MS).toISOString() as Instant;
  }
}

/** @throws validation_failed for a token that served or is too old, invitation_void for whatever else it became */
function refuseUnlessPending({
  state,
  voidReason,
}: {
  readonly state: InvitationState;
  readonly voidReason: VoidReason | null;
}): void {
  switch (state) {
    case 'pending':
      return;
    case 'accepted':
      throw tokenUsed();
    case 'expired':
      throw tokenExpired();
    case 'withdrawn':
    case 'superseded':
      throw invitationVoid(state);
    case 'void':
      throw invitationVoid(voidReason ?? 'inviter_lost_right');
  }
}

async function firstPassword(
  typed: string,
  { email, givenName, familyName }: OfferedInvitation,
): Promise<ChosenPassword> {
  const choice = await choosePassword(typed, [email, givenName, familyName]);
  if ('password' in choice) return choice.password;
  throw passwordRefused(choice.flaws);
}
