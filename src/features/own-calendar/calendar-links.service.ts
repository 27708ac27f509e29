import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import { notFound } from '../../kernel/refusals.js';
import { SIGN_IN, type PersonActor } from '../../platform/access/actor.js';
import { hashSecretToken, newSecretToken } from '../../platform/access/secret-tokens.js';
import { baseUrlOf, type Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.module.js';
import { Db } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { findLinkToRead, getCalendarLink, listCalendarLinks } from './calendar-links.queries.js';
import { insertCalendarLink, keepRoomForLink, revokeCalendarLink } from './calendar-links.store.js';
import { OwnCalendarService, type WrittenCalendar } from './own-calendar.service.js';
import type { CalendarLinkId, CalendarLinkRow, ReadLink } from './own-calendar.types.js';

export interface MadeLink {
  readonly link: CalendarLinkRow;
  /** Shown this once. */
  readonly url: string;
}

/** Private addresses of one's own calendar: made, listed, revoked, and read by whatever program has one. */
@Injectable()
export class CalendarLinksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly calendar: OwnCalendarService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws quota_exceeded */
  make(actor: PersonActor, name: string): Promise<MadeLink> {
    return this.db.write(actor, async (tx) => {
      await keepRoomForLink(tx, actor.accountId);
      const id: CalendarLinkId = newId();
      const { token, hash } = newSecretToken();
      const { accountId } = actor;
      await insertCalendarLink(tx, { id, accountId, name, hash, at: this.clock.now() });
      const link = await getCalendarLink(tx, id);
      return { link, url: `${baseUrlOf(this.config)}/v1/calendar/${token}.ics` };
    });
  }

  list(actor: PersonActor, page: { after: string | null; limit: number }): Promise<CalendarLinkRow[]> {
    return this.db.read(actor, (q) => listCalendarLinks(q, page));
  }

  revoke(actor: PersonActor, id: CalendarLinkId): Promise<CalendarLinkRow> {
    return this.db.write(actor, async (tx) => {
      await getCalendarLink(tx, id);
      await revokeCalendarLink(tx, id, this.clock.now());
      return getCalendarLink(tx, id);
    });
  }

  /** The address of a secret. One that is revoked, or whose account is closed, is as unknown as one that never was. @throws not_found */
  async find(secret: string): Promise<ReadLink> {
    const link = await this.db.writeNow(SIGN_IN, (tx) => findLinkToRead(tx, hashSecretToken(secret)));
    if (!link) throw notFound();
    return link;
  }

  /** The calendar of an address, as its holder would read it now. @throws not_found where their account was closed meanwhile */
  read({ accountId, personId }: ReadLink): Promise<WrittenCalendar> {
    // Rights are those of the database: no role is taken from anywhere else.
    const read = this.calendar.read({ kind: 'person', accountId, personId, roles: [] });
    return read.catch((refusal: unknown) => {
      throw refusal instanceof AppError && refusal.kind === 'unauthenticated' ? notFound() : refusal;
    });
  }
}
