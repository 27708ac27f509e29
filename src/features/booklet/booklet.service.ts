import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { dayOf, endOfDay, type Instant } from '../../kernel/days.js';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import { sharerOf, SIGN_IN, type Actor } from '../../platform/access/actor.js';
import { CONFIG } from '../../platform/config/config.module.js';
import type { Config } from '../../platform/config/config.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { LongReads } from '../../platform/database/long-reads.js';
import { PAGES, pageUrl } from '../../platform/pages/page-url.js';
import { Typesetter } from '../../platform/typesetting/typesetter.js';
import { readAlternation } from '../contracts/calendar/alternation.queries.js';
import { listSteps } from '../contracts/contracts.queries.js';
import { lifeOf } from '../contracts/contracts.types.js';
import { readPastFacts } from '../contracts/past/past-contract.queries.js';
import { completePast, readPastHead, type PastHead } from '../ladder/ladder-past.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { evidenceFrom } from '../ladder/progress/progress.rules.js';
import { loadPublishedLadders } from '../frameworks/ladders/ladders.queries.js';
import { loadReviewsOf } from '../reviews/reviews.queries.js';
import { findIssuedReport, MOST_SHOWN, readBookletFacts } from './booklet.queries.js';
import type { BookletFacts } from './booklet-facts.types.js';
import type { BookletSources } from './booklet-sources.types.js';
import { bookletOf, stairsOf, signOffsThatCount } from './booklet.rules.js';
import { noteIssuedReport } from './booklet.store.js';
import type { Booklet, IssuedReport } from './booklet.types.js';
import { canonicalJson } from './canonical-json.rules.js';
import { formParts, peopleInReviews } from './parts/reviews-part.rules.js';
import { printable } from './printable.rules.js';
import { staircaseSvg } from './staircase.rules.js';

const TITLE = 'Le parcours';
const HASH = /^[0-9a-f]{64}$/;

@Injectable()
export class BookletService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
    private readonly typesetter: Typesetter,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The booklet as it was recorded by `at` (null: now), for the kind of reader that the database says the caller is. Of one day and
   * one state of the contract it is the same for all of them. @throws not_found; too_many_long_reads
   */
  async read(actor: Actor, contractId: ContractId, at: Instant | null): Promise<Booklet> {
    const asOf = at ?? this.clock.now();
    const document = await this.longReads.read(
      actor,
      async (q) => bookletOf(await readSources(q, contractId, asOf)),
      { at: asOf, contractId },
    );
    const booklet = { document, hash: createHash('sha256').update(canonicalJson(document)).digest('hex') };
    await this.db.writeNow(SIGN_IN, async (tx) => noteIssuedReport(tx, booklet, this.clock.now()));
    return booklet;
  }

  /** The booklet as a file: of the same document the same bytes. @throws reports_busy */
  async print(actor: Actor, { document, hash }: Booklet): Promise<Buffer> {
    const page = pageUrl(this.config, PAGES.verify);
    const data = { booklet: printable(document), hash, page, verify: `${page}?hash=${hash}` };
    const { pdf } = await this.typesetter.set(
      { template: 'booklet', data, at: endOfDay(document.on) },
      sharerOf(actor),
    );
    return pdf;
  }

  /** A picture of a contract's ladder as stairs, as recorded by `at` (null: now). */
  async stairs(actor: Actor, contractId: ContractId, at: Instant | null): Promise<string> {
    const asOf = at ?? this.clock.now();
    const read = async (q: Queryable) => stairsOf((await readLadder(q, contractId, asOf)).state);
    return staircaseSvg(await this.longReads.read(actor, read, { at: asOf, contractId }), TITLE);
  }

  /** Whether a booklet of that hash was issued, of which day and state; null: none was, or it is no hash. */
  verify(hash: string): Promise<IssuedReport | null> {
    const wanted = hash.trim().toLowerCase();
    if (!HASH.test(wanted)) return Promise.resolve(null);
    return this.db.read(SIGN_IN, (q) => findIssuedReport(q, wanted));
  }

  /** A review to fill in by hand, with the names of a contract or without any. @throws not_found; reports_busy */
  async blankForm(actor: Actor, contractId: ContractId | null): Promise<Buffer> {
    const at = this.clock.now();
    const named = contractId
      ? await this.longReads.read(actor, (q) => readPastFacts(q, contractId, at), { at, contractId })
      : null;
    const data = {
      alternant: named ? [named.alternantGivenName, named.alternantFamilyName].join(' ').trim() : null,
      employer: named?.employerName ?? null,
      trainingCentre: named?.trainingCentreName ?? null,
      parts: formParts(),
    };
    const { pdf } = await this.typesetter.set(
      { template: 'review-form', data: printable(data), at: endOfDay(dayOf(at)) },
      sharerOf(actor),
    );
    return pdf;
  }
}

/** @throws not_found */
async function readSources(q: Queryable, contractId: ContractId, asOf: Instant): Promise<BookletSources> {
  const { head, ladder, state } = await readLadder(q, contractId, asOf);
  const past = await readPastFacts(q, contractId, asOf);
  if (past.isOfAnother) throw notFound();
  const { calendar } = await readAlternation(q, contractId, asOf);
  const kind = past.kind ?? 'apprenticeship';
  const life = lifeOf(await listSteps(q, contractId, asOf));
  const on = dayOf(asOf);
  const sequence = Number(head.lastSequence);
  const { reviews, due } = await loadReviewsOf(q, { contractId, kind, life }, { sequence, on });
  const facts = await readBookletFacts(q, contractId, asOf, {
    ladderId: ladder.id,
    counting: signOffsThatCount(state),
    people: peopleInReviews(reviews),
  });
  return {
    facts,
    earlier: [...(await loadPublishedLadders(q, laddersNamedBy(facts))).values()],
    on,
    sequence,
    recordedAt: head.lastRecordedAt,
    kind,
    alternant: [past.alternantGivenName, past.alternantFamilyName].join(' ').trim(),
    employer: past.employerName ?? '',
    trainingCentre: past.trainingCentreName ?? '',
    life,
    calendar,
    ladder,
    state,
    reviews,
    due,
    most: MOST_SHOWN,
  };
}

const laddersNamedBy = ({ signOffs, seen, decisions, disputes }: BookletFacts): LadderId[] => [
  ...new Set(
    [...signOffs, ...seen, ...decisions, ...(disputes ?? [])].flatMap(({ ladderId }) => ladderId ?? []),
  ),
];

async function readLadder(q: Queryable, contractId: ContractId, at: Instant) {
  const head: PastHead = await readPastHead(q, contractId, at, null);
  const { ladder, progress, tallies } = await completePast(q, head, at);
  return {
    head,
    ladder,
    state: viewLadder(ladder, progress, at, tallies ? evidenceFrom(tallies) : undefined),
  };
}
