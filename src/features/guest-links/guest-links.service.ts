import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addMilliseconds } from '../../kernel/days.js';
import type { ContractId, GuestLinkId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { newSecretToken } from '../../platform/access/secret-tokens.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.module.js';
import { Db, type DatedTx, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { pageUrl, PAGES } from '../../platform/pages/page-url.js';
import { openHistory } from '../contract-history/contract-history.store.js';
import type { ContractRow } from '../contracts/contract-details.types.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import { isMinor, type ContractStatus } from '../contracts/contracts.types.js';
import { loadLadderTeam } from '../ladder/ladder.queries.js';
import { listMandates } from '../mandates/mandates.queries.js';
import { namedAs } from '../people/people.types.js';
import { insertPerson } from '../people/people.store.js';
import { getRequest } from '../sign-off-requests/sign-off-requests.queries.js';
import { allowedActs, levelsOf, requestState } from '../sign-off-requests/sign-off-requests.rules.js';
import { linkNotPossible, linkOver, sentTooOften } from './guest-links.errors.js';
import { requireIssuer, type LinkIssuer } from './guest-links.policy.js';
import { countLinks, findEarlierGuest, findKnownAddress, getLink, listLinks } from './guest-links.queries.js';
import {
  expiryOf,
  findAddressMistakes,
  findLinkMistakes,
  isSameName,
  needsCode,
} from './guest-links.rules.js';
import { insertLink, resendLink, withdrawLink, type NewLink } from './guest-links.store.js';
import {
  MOST_A_DAY,
  MOST_AT_ONCE,
  type GuestLinkRow,
  type GuestPurpose,
  type TutorLinkCommand,
} from './guest-links.types.js';
import { GuestMails } from './guest-mails.service.js';

/** A link that was given: by mail, and then nobody else sees it; by hand, with its address, where no mail can bring it. */
export interface IssuedLink {
  readonly link: GuestLinkRow;
  readonly url?: string;
}

const DAY_MS = 86_400_000;
const RUNNING: readonly ContractStatus[] = ['signed', 'active', 'suspended'];

/** Whoever gives links to people without an account. */
@Injectable()
export class GuestLinksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mails: GuestMails,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** For a tutor who met the alternant once, and answers one request. */
  issueToTutor(actor: PersonActor, command: TutorLinkCommand): Promise<IssuedLink> {
    const { contractId, requestId, jobTitle, days, givenName, familyName, email } = command;
    return this.issuing(actor, contractId, async (tx, contract) => {
      const by = await this.requireIssuer(tx, actor, contract, 'tutor_once');
      requireRunning(contract);
      const metOn = command.metOn ?? this.clock.today();
      const earlier = await findEarlierGuest(tx, contractId, email);
      const known = await findKnownAddress(tx, contractId, email);
      const mistakes = findLinkMistakes({ ...command, metOn }, this.clock.today(), known, earlier);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      await this.requireOpenRequest(tx, command);
      const personId =
        earlier?.personId ?? (await this.recordGuest(tx, contract.employerId, { givenName, familyName }));
      const guest = { personId, givenName, familyName, email };
      return this.give(
        tx,
        by,
        { ...guest, contractId, purpose: 'tutor_once', jobTitle, requestId, metOn },
        days,
      );
    });
  }

  /** For the legal representative whom the contract of a minor names, and nobody else. */
  issueToRepresentative(actor: PersonActor, contractId: ContractId, days: number): Promise<IssuedLink> {
    return this.issuing(actor, contractId, async (tx, contract) => {
      const by = await this.requireIssuer(tx, actor, contract, 'legal_representative');
      requireRunning(contract);
      if (!isMinor(contract.alternantBirthDate, this.clock.today())) throw linkNotPossible('of_age');
      const named = contract.legalRepresentative;
      if (!named || named.email === null) throw linkNotPossible('no_representative');
      const { givenName, familyName, email } = named;
      const known = await findKnownAddress(tx, contractId, email);
      const mistakes = findAddressMistakes(known === 'representative' ? null : known);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const earlier = await findEarlierGuest(tx, contractId, email);
      // Who shares the mailbox of whom the contract named before is somebody else.
      const personId =
        earlier && isSameName(named, earlier)
          ? earlier.personId
          : await this.recordGuest(tx, contract.trainingCentreId, { givenName, familyName });
      const about = { contractId, jobTitle: null, requestId: null, metOn: null };
      return this.give(
        tx,
        by,
        { ...about, purpose: 'legal_representative', personId, givenName, familyName, email },
        days,
      );
    });
  }

  get(actor: Actor, id: GuestLinkId): Promise<GuestLinkRow> {
    return this.db.read(actor, (q) => getLink(q, id));
  }

  /** @throws not_found when the contract may not be seen */
  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<GuestLinkRow[]> {
    return this.db.read(actor, async (q) => {
      await getContract(q, contractId);
      return listLinks(q, contractId, page);
    });
  }

  withdraw(actor: PersonActor, id: GuestLinkId): Promise<GuestLinkRow> {
    return this.db.write(actor, async (tx) => {
      await getLink(tx, id);
      if (!(await withdrawLink(tx, id))) throw linkOver();
      return getLink(tx, id);
    });
  }

  /** Another link takes the place of the one before; its days stay what they are. */
  resend(actor: PersonActor, id: GuestLinkId): Promise<IssuedLink> {
    return this.db.write(actor, async (tx) => {
      const { contractId, purpose } = await getLink(tx, id);
      await this.requireIssuer(tx, actor, await getContract(tx, contractId), purpose);
      const byHand = this.mails.isConfigured ? null : newSecretToken();
      const done = await resendLink(tx, id, byHand?.hash ?? null);
      if (done === 'over') throw linkOver();
      if (done !== 'sent') throw sentTooOften(60);
      this.mails.enqueue(tx, id, 'link');
      return this.issued(await getLink(tx, id), byHand?.token);
    });
  }

  /** Holding the contract: so many links are good at once, also when several are given at the same moment. */
  private issuing(
    actor: PersonActor,
    contractId: ContractId,
    work: (tx: DatedTx, contract: ContractRow) => Promise<IssuedLink>,
  ): Promise<IssuedLink> {
    return this.db.write(
      actor,
      async (tx) => {
        await openHistory(tx, actor, this.clock, contractId);
        const contract = await getContract(tx, contractId);
        return work(tx, contract);
      },
      { isDated: true },
    );
  }

  private async requireIssuer(
    tx: Tx,
    actor: PersonActor,
    contract: ContractRow,
    purpose: GuestPurpose,
  ): Promise<LinkIssuer> {
    const mandates = await listMandates(tx, contract.id);
    const today = this.clock.today();
    const followers = mandates
      .filter(({ until }) => until === null || today < until)
      .map(({ personId }) => personId);
    return requireIssuer(actor, await getAuthority(tx), { ...contract, followers }, purpose);
  }

  /** It awaits an answer, of that contract; and above the first level mail must bring the code. */
  private async requireOpenRequest(tx: Tx, { contractId, requestId }: TutorLinkCommand): Promise<void> {
    const request = await getRequest(tx, requestId).catch(() => null);
    if (request?.contractId !== contractId) throw validationFailed([unknownReference('/signOffRequestId')]);
    const team = await loadLadderTeam(tx, contractId);
    const { status } = requestState(request, team, this.clock.now());
    if (!allowedActs(status).includes('decide')) throw linkNotPossible('request_closed');
    if (!this.mails.isConfigured && needsCode(team.ladder, levelsOf(request, team.ladder)))
      throw linkNotPossible('mail_needed');
  }

  /** A person like any other, whose facts bear their name; no address and no way to sign in. */
  private async recordGuest(
    tx: DatedTx,
    ownerId: OrganisationId,
    names: { readonly givenName: string; readonly familyName: string },
  ): Promise<PersonId> {
    const id: PersonId = newId();
    const details = namedAs({ ...names, birthDate: null, email: null, phone: null, externalId: null });
    await insertPerson(tx, id, ownerId, details, this.clock.now());
    return id;
  }

  private async give(
    tx: Tx,
    by: LinkIssuer,
    link: Omit<NewLink, 'id' | 'issuedAt' | 'expiresAt'>,
    days: number,
  ): Promise<IssuedLink> {
    const issuedAt = this.clock.now();
    const { good, made } = await countLinks(tx, link.contractId, addMilliseconds(issuedAt, -DAY_MS));
    if (good >= MOST_AT_ONCE || made >= MOST_A_DAY) throw linkNotPossible('too_many');
    const id: GuestLinkId = newId();
    const byHand = this.mails.isConfigured ? null : newSecretToken();
    const dated = { ...link, id, issuedAt, expiresAt: expiryOf(issuedAt, days) };
    await insertLink(tx, by, dated, byHand?.hash ?? null);
    this.mails.enqueue(tx, id, 'link');
    return this.issued(await getLink(tx, id), byHand?.token);
  }

  private issued(link: GuestLinkRow, token: string | undefined): IssuedLink {
    return token === undefined ? { link } : { link, url: pageUrl(this.config, PAGES.guest, token) };
  }
}

/** @throws guest_link_not_possible */
function requireRunning({ status }: ContractRow): void {
  if (!RUNNING.includes(status)) throw linkNotPossible('contract_not_running');
}
