import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays } from '../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import { QUOTAS } from '../../kernel/quotas.js';
import { notFound, refuseAny, unknownReference } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { keepWithin, lockQuota } from '../../platform/database/quotas.store.js';
import { newId } from '../../platform/ids.js';
import { getAdministration, kindsOf } from '../people/people.queries.js';
import {
  contactDecided,
  contactedBefore,
  declinedWhy,
  prospectsUnavailable,
  untilOutOfReach,
} from './prospects.errors.js';
import { requireParty, requireSeeker, seekingEmployer } from './prospects.policy.js';
import {
  countContactsOfToday,
  getAgreement,
  getContact,
  getSeeker,
  listAgreements,
  listContacts,
  listViews,
} from './prospects.queries.js';
import { decisionsOn, latestDay, obstacleTo, stateOf } from './prospects.rules.js';
import {
  askProspect,
  insertAgreement,
  insertDecision,
  showProspects,
  withdrawAgreement,
} from './prospects.store.js';
import type {
  AgreementCommand,
  AgreementRow,
  ContactDecision,
  ContactRow,
  ProspectAgreementId,
  ProspectContactId,
  ProspectFilters,
  ProspectId,
  ProspectRow,
  ViewRow,
} from './prospects.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

@Injectable()
export class ProspectsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** A new one takes the place of the one before, from now on. */
  agree(actor: PersonActor, contractId: ContractId, command: AgreementCommand): Promise<AgreementRow> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const seeker = await getSeeker(tx, contractId);
      requireSeeker(actor.personId, seeker);
      const today = this.clock.today();
      const obstacle = obstacleTo(seeker, today);
      if (obstacle) throw prospectsUnavailable(obstacle);
      const latest = latestDay(seeker, today);
      const untilOn = command.untilOn ?? latest;
      if (untilOn < today || untilOn > latest) throw untilOutOfReach(latest);
      await requireEmployers(tx, command.hiddenFrom);
      const id: ProspectAgreementId = newId();
      const by = actor.personId;
      const untilDay = addDays(untilOn, 1);
      await insertAgreement(tx, { ...command, id, contractId, by, at: this.clock.now(), untilDay });
      return getAgreement(tx, id);
    });
  }

  get(actor: PersonActor, id: ProspectAgreementId): Promise<AgreementRow> {
    return this.db.read(actor, (q) => getAgreement(q, id));
  }

  list(actor: PersonActor, contractId: ContractId, page: Page): Promise<AgreementRow[]> {
    return this.db.read(actor, async (q) => {
      await getSeeker(q, contractId);
      return listAgreements(q, contractId, page);
    });
  }

  /** The next read of any employer does not see them. Withdrawn before, nothing happens. */
  withdraw(actor: PersonActor, id: ProspectAgreementId): Promise<AgreementRow> {
    return this.db.write(actor, async (tx) => {
      const agreement = await getAgreement(tx, id);
      requireSeeker(actor.personId, await getSeeker(tx, agreement.contractId));
      await withdrawAgreement(tx, id, this.clock.now());
      return getAgreement(tx, id);
    });
  }

  views(actor: PersonActor, contractId: ContractId, page: Page): Promise<ViewRow[]> {
    return this.db.read(actor, async (q) => {
      await getSeeker(q, contractId);
      return listViews(q, contractId, page);
    });
  }

  /** It writes: who is shown is written down as seen, in the same transaction as the answer. */
  seek(
    actor: PersonActor,
    employerId: OrganisationId | null,
    filters: ProspectFilters,
    page: Page,
  ): Promise<ProspectRow[]> {
    return this.db.write(actor, async (tx) => {
      const employer = seekingEmployer(await getAdministration(tx), employerId);
      return showProspects(tx, employer, filters, page);
    });
  }

  ask(
    actor: PersonActor,
    employerId: OrganisationId | null,
    prospectId: ProspectId,
    words: string,
  ): Promise<ContactRow> {
    return this.db.write(actor, async (tx) => {
      const employer = seekingEmployer(await getAdministration(tx), employerId);
      await lockQuota(tx, `prospect contacts ${employer}`);
      keepWithin(QUOTAS.prospect_contacts, await countContactsOfToday(tx, employer), 1);
      const id: ProspectContactId = newId();
      const asked = await askProspect(tx, id, employer, prospectId, words);
      if (asked === null) throw notFound();
      if (asked !== id) throw contactedBefore();
      return getContact(tx, id);
    });
  }

  getContact(actor: PersonActor, id: ProspectContactId): Promise<ContactRow> {
    return this.db.read(actor, (q) => getContact(q, id));
  }

  listContacts(actor: PersonActor, page: Page): Promise<ContactRow[]> {
    return this.db.read(actor, (q) => listContacts(q, page));
  }

  /** One at a time for each contact: of two who decide at once, the second is judged by what the first left. */
  decide(
    actor: PersonActor,
    id: ProspectContactId,
    decided: { readonly decision: ContactDecision; readonly reason: string | null },
  ): Promise<ContactRow> {
    return this.db.write(actor, async (tx) => {
      await getContact(tx, id);
      await lockQuota(tx, `prospect contact ${id}`);
      const contact = await getContact(tx, id);
      requireParty(contact, decided.decision);
      if (contact.decision === decided.decision) return contact;
      const allowed = decisionsOn(contact);
      if (!allowed.includes(decided.decision)) throw contactDecided(stateOf(contact), allowed);
      if (decided.decision === 'declined' && decided.reason === null) throw declinedWhy();
      await insertDecision(tx, contact, decided, actor.personId, this.clock.now());
      return getContact(tx, id);
    });
  }
}

async function requireEmployers(tx: Tx, ids: readonly OrganisationId[]): Promise<void> {
  const kinds = await kindsOf(tx, ids);
  refuseAny(
    ids.flatMap((id, n) => (kinds.get(id) === 'employer' ? [] : [unknownReference(`/hiddenFrom/${n}`)])),
  );
}
