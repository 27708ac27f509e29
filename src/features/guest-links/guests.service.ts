import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addMilliseconds, type Day, type Instant } from '../../kernel/days.js';
import { AppError } from '../../kernel/errors.js';
import type { DisputeId } from '../../kernel/ids.js';
import { SIGN_IN, type GuestActor } from '../../platform/access/actor.js';
import { hashSecretToken, newSecretToken } from '../../platform/access/secret-tokens.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { ShownLog } from '../../platform/logs/shown-log.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import { listDisputes } from '../disputes/disputes.queries.js';
import { readOn } from '../disputes/disputes.rules.js';
import { DisputesService } from '../disputes/disputes.service.js';
import type { About, DisputeRead } from '../disputes/disputes.types.js';
import { Attempts } from '../identity/sign-in/attempts.service.js';
import { loadLadderTeam } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { ReadLadder } from '../ladder/ladder.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { getRequest } from '../sign-off-requests/sign-off-requests.queries.js';
import { allowedActs, levelsOf, requestState } from '../sign-off-requests/sign-off-requests.rules.js';
import { SignOffRequestsService } from '../sign-off-requests/sign-off-requests.service.js';
import type { AnswerCommand, RequestState } from '../sign-off-requests/sign-off-requests.types.js';
import { sentTooOften } from './guest-links.errors.js';
import {
  codeNeeded,
  codeSpent,
  codeWrong,
  guestLinkClosed,
  guestSessionUnknown,
  notAnswerable,
  otherPurpose,
  outsideOfLink,
} from './guests.errors.js';
import {
  getAlternantName,
  getBorneBySession,
  getBorneByToken,
  holdLink,
  listContestable,
  type ContestableRow,
} from './guest-links.queries.js';
import { grantOf, isGood, needsCode, typedCode } from './guest-links.rules.js';
import { askCode, disownLink, openLink, tryCode, useLink } from './guest-links.store.js';
import { SESSION_MINUTES, type BorneLink, type GuestPurpose } from './guest-links.types.js';
import { GuestMails, hashCode } from './guest-mails.service.js';

/** A visit: its secret is shown once, and stands for the link until it is over. */
export interface GuestSession {
  readonly link: BorneLink;
  readonly session: string;
  readonly expiresAt: Instant;
}

/** The one request, as who answers it reads it. */
export interface GuestRequest {
  readonly link: BorneLink & { readonly metOn: Day };
  readonly alternantGivenName: string;
  readonly request: RequestState;
  readonly needsCode: boolean;
}

/** What the representative of a minor reads. */
export interface RepresentedLadder {
  readonly link: BorneLink;
  readonly alternantGivenName: string;
  /** What people call its competencies. */
  readonly ladder: Ladder;
  readonly read: ReadLadder;
  readonly contestable: readonly ContestableRow[];
  readonly disputes: readonly DisputeRead[];
}

/** Days after which a fact is contested no more, as the disputes say it; what is older is not listed. */
const LISTED_DAYS = 31;
const MOST_LISTED = 100;
/** What a guest is told as anybody is. Other conflicts would say whom it waits for, or what else is missing. */
const SHOWN = ['contract_not_active', 'quorum_not_met', 'guest_link_closed'];
const HIDDEN: readonly string[] = ['conflict', 'forbidden', 'not_found'];

/** Whoever bears a link: an exchange for a short visit, and what the visit is for. Everything is judged as it is done. */
@Injectable()
export class GuestsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly requests: SignOffRequestsService,
    private readonly disputes: DisputesService,
    private readonly mails: GuestMails,
    private readonly shown: ShownLog,
  ) {}

  /** What a link says before it is opened: looking at it changes nothing. */
  offered(token: string, address: string): Promise<BorneLink> {
    const read = this.db.read(SIGN_IN, (q) => getBorneByToken(q, hashSecretToken(token)));
    return read.catch((refusal: unknown) => this.refused(refusal, token, address));
  }

  async open(token: string, address: string): Promise<GuestSession> {
    const link = await this.offered(token, address);
    const { token: session, hash } = newSecretToken();
    const expiresAt = addMilliseconds(this.clock.now(), SESSION_MINUTES * 60_000);
    const opened = await this.db.write(SIGN_IN, (tx) =>
      openLink(tx, hashSecretToken(token), { hash, expiresAt }),
    );
    // What became of it in between is said in its own words.
    if (!opened) await this.offered(token, address);
    return { link, session, expiresAt: expiresAt < link.expiresAt ? expiresAt : link.expiresAt };
  }

  /** "This is not me", by the token or in the visit: the link ends, nothing else is recorded, and who gave it is told. */
  async disown(secret: string, address: string): Promise<void> {
    const ended = await this.db.write(SIGN_IN, async (tx) => {
      const id = await disownLink(tx, hashSecretToken(secret));
      if (id) this.mails.enqueue(tx, id, 'disowned');
      return id;
    });
    if (ended) return;
    await this.offered(secret, address);
  }

  readRequest(session: string): Promise<GuestRequest> {
    return this.visiting(session, 'tutor_once', async (link, actor) => {
      const read = await this.db.read(actor, (q) => this.loadRequest(q, link));
      this.shown.noteShown(actor, '/v1/contracts/:contractId/sign-off-requests', { ...link }, {});
      return read;
    });
  }

  /** @returns when the code that was asked for is good no more */
  async askForCode(session: string): Promise<void> {
    const link = await this.borne(session, 'tutor_once');
    const done = await this.db.write(SIGN_IN, async (tx) => {
      const asked = await askCode(tx, hashSecretToken(session));
      if (asked === 'asked') this.mails.enqueue(tx, link.id, 'code');
      return asked;
    });
    if (done === null) throw guestSessionUnknown();
    if (done !== 'asked') throw sentTooOften(60);
  }

  /** The answer of a tutor met once, by the rules of any answer; above the first level with the code. */
  async answer(session: string, command: AnswerCommand, code: string | null): Promise<GuestRequest> {
    const read = await this.readRequest(session);
    const { link, request } = read;
    if (command.observedOn < link.metOn || command.observedOn > this.clock.today()) throw outsideOfLink();
    if (read.needsCode) await this.requireCode(session, link, code);
    const grant = async (tx: Tx) => {
      await requireHeld(tx, link);
      await useLink(tx);
      return grantOf(link);
    };
    const about = { contractId: link.contractId, id: request.id };
    const answered = await this.visiting(session, 'tutor_once', (_, actor) =>
      this.requests.decideByGrant(actor, about, command, grant),
    );
    return { ...read, request: answered };
  }

  readLadder(session: string): Promise<RepresentedLadder> {
    return this.visiting(session, 'legal_representative', async (link, actor) => {
      const read = await this.db.read(actor, (q) => this.loadLadder(q, link));
      this.shown.noteShown(actor, '/v1/contracts/:contractId/ladder', { ...link }, {});
      return read;
    });
  }

  private async loadLadder(q: Queryable, link: BorneLink): Promise<RepresentedLadder> {
    const { contractId } = link;
    const now = this.clock.now();
    const { ladder, progress, life, lastSequence } = await loadLadderTeam(q, contractId);
    const since = addMilliseconds(now, -LISTED_DAYS * 86_400_000);
    const disputes = await listDisputes(q, contractId, { after: null, limit: MOST_LISTED });
    return {
      link,
      alternantGivenName: await getAlternantName(q, link),
      ladder,
      read: {
        contractId,
        ladderId: ladder.id,
        at: now,
        sequence: lastSequence,
        frozen: !isActiveOn(life, this.clock.today()),
        state: viewLadder(ladder, progress, now),
      },
      contestable: await listContestable(q, contractId, since, MOST_LISTED),
      disputes: disputes.map((dispute) => readOn(dispute, this.clock.today())),
    };
  }

  /** In their own name: recorded as opened by them, for the minor whom they represent. */
  contest(session: string, about: About, grounds: string): Promise<DisputeRead> {
    return this.visiting(session, 'legal_representative', (link, actor) => {
      const { contractId } = link;
      const command = { contractId, about, grounds, onBehalfOf: 'legal_representative' as const };
      return this.disputes.open(actor, command, requireGood(link));
    });
  }

  withdrawDispute(session: string, id: DisputeId): Promise<DisputeRead> {
    return this.visiting(session, 'legal_representative', (link, actor) =>
      this.disputes.withdraw(actor, id, requireGood(link)),
    );
  }

  private async loadRequest(q: Queryable, link: BorneLink): Promise<GuestRequest> {
    const { contractId, requestId, metOn } = link;
    if (requestId === null || metOn === null) throw otherPurpose();
    const team = await loadLadderTeam(q, contractId);
    const request = requestState(await getRequest(q, requestId), team, this.clock.now());
    // Answered directly, item by item, it has no end of its own.
    if (!allowedActs(request.status).includes('decide'))
      throw guestLinkClosed({ state: 'void', reason: 'request_closed' });
    return {
      link: { ...link, metOn },
      alternantGivenName: await getAlternantName(q, link),
      request,
      needsCode: needsCode(team.ladder, levelsOf(request, team.ladder)),
    };
  }

  /** Each try counts, whatever becomes of the answer. */
  private async requireCode(session: string, { id }: BorneLink, typed: string | null): Promise<void> {
    if (typed === null || typed.trim() === '') throw codeNeeded();
    const code = typedCode(typed);
    if (code === null) throw codeWrong();
    const done = await this.db.writeNow(SIGN_IN, (tx) =>
      tryCode(tx, hashSecretToken(session), hashCode(id, code)),
    );
    if (done !== 'right') throw done === 'wrong' ? codeWrong() : codeSpent();
  }

  private async borne(session: string, purpose: GuestPurpose): Promise<BorneLink> {
    const link = await this.db.read(SIGN_IN, (q) => getBorneBySession(q, hashSecretToken(session)));
    if (link.purpose !== purpose) throw otherPurpose();
    return link;
  }

  /** What a visit is for, as its guest. Where the link ended meanwhile, that is said in its own words. */
  private async visiting<T>(
    session: string,
    purpose: GuestPurpose,
    work: (link: BorneLink, actor: GuestActor) => Promise<T>,
  ): Promise<T> {
    const link = await this.borne(session, purpose);
    const { id: linkId, personId } = link;
    return work(link, { kind: 'guest', linkId, personId }).catch(async (refusal: unknown) => {
      if (!isUnauthenticated(refusal)) throw purpose === 'tutor_once' ? withoutOthers(refusal) : refusal;
      await this.borne(session, purpose);
      throw guestSessionUnknown();
    });
  }

  /** Tokens that open nothing are counted by address: nobody guesses one, and nobody is let try for long. */
  private async refused(refusal: unknown, token: string, address: string): Promise<never> {
    if (refusal instanceof AppError && refusal.kind === 'invalid')
      await this.attempts.countUnknownToken(token, address);
    throw refusal;
  }
}

/** Somebody may have withdrawn it, or come in its way, while the contract was waited for. @throws guest_link_closed */
async function requireHeld(tx: Tx, { purpose }: BorneLink): Promise<void> {
  const judgement = await holdLink(tx);
  if (!isGood(judgement, purpose)) throw guestLinkClosed(judgement);
}

const requireGood = (link: BorneLink) => async (tx: Tx) => {
  await requireHeld(tx, link);
  await useLink(tx);
};

const isUnauthenticated = (refusal: unknown): boolean =>
  refusal instanceof AppError && refusal.kind === 'unauthenticated';

const withoutOthers = (refusal: unknown): unknown =>
  refusal instanceof AppError && HIDDEN.includes(refusal.kind) && !SHOWN.includes(refusal.code)
    ? notAnswerable()
    : refusal;
