import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { dayOf, type Day, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { findCalendarFindings } from '../calendar/findings.rules.js';
import { judgedOn, type ContractRow } from '../contract-details.types.js';
import { listTutorFindings } from '../tutoring/appraisals.queries.js';
import { ownerOf, requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { readDeposit } from '../deposits/deposits.queries.js';
import { listPlacements, listTutoredPlacements } from '../placements/placements.queries.js';
import type { CheckFacts } from './check-facts.types.js';
import { findPlacements } from './families/placements.rules.js';
import { loadRecorded } from '../form/form.queries.js';
import { EMPTY_FORM } from '../form/form.rules.js';
import { findMissing } from '../form/missing.rules.js';
import {
  alreadyOverridden,
  notFoundNow,
  notOverridable,
  overrideWithdrawn,
  papersOnly,
} from './checks.errors.js';
import { getOverride, loadChecks, type LoadedChecks } from './checks.queries.js';
import { findAll, withOverrides, type ListedFinding } from './checks.rules.js';
import type { CheckFinding } from './checks.types.js';
import { checkOverridden, overrideTakenBack } from './overrides.facts.js';
import type { CheckOverrideId, OverrideRow } from './overrides.types.js';

export interface ContractChecks {
  readonly contractId: ContractId;
  /** The day whose rules judge it. */
  readonly judgedOn: Day;
  readonly findings: readonly ListedFinding[];
}

@Injectable()
export class ChecksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @throws not_found; forbidden for whoever need not know */
  list(actor: Actor, id: ContractId): Promise<ContractChecks> {
    return this.db.read(actor, async (q) => {
      const now = this.clock.now();
      const today = dayOf(now);
      const contract = await getContract(q, id);
      const day = judgedOn(contract, today);
      const loaded = await loadChecks(q, contract, day, today);
      if (!loaded.handlesPapers) throw papersOnly();
      const recorded = await loadRecorded(q, contract);
      const missing = findMissing(loaded.facts.form ?? EMPTY_FORM, recorded, today);
      const beside = await findBeside(q, loaded.facts, id, { now, today });
      const whole = { ...loaded, facts: { ...loaded.facts, missing, beside } };
      return { contractId: id, judgedOn: day, findings: judge(contract, whole) };
    });
  }

  /** One side knows better than a finding that stands now. */
  override(actor: Actor, id: ContractId, code: string, reason: string): Promise<OverrideRow> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, id);
      const contract = await getContract(tx, id);
      const organisationId = ownerOf(await getAuthority(tx), contract);
      const { today } = history;
      const loaded = await loadChecks(tx, contract, judgedOn(contract, today), today);
      const named = judge(contract, loaded).filter((finding) => finding.code === code);
      if (named.length === 0) throw validationFailed([notFoundNow()]);
      const finding = named.find(({ isOverridable }) => isOverridable);
      if (!finding) throw validationFailed([notOverridable()]);
      if (finding.override) throw alreadyOverridden();
      const overrideId: CheckOverrideId = history.newId();
      const { basis } = finding;
      recordFacts(tx, history, [
        checkOverridden(history, overrideId, { organisationId, code, basis, reason }),
      ]);
      return getOverride(tx, overrideId);
    });
  }

  /** Either side takes it back, whichever said so: from then on it counts for nothing. */
  withdraw(actor: Actor, id: CheckOverrideId, reason: string): Promise<OverrideRow> {
    return this.db.write(actor, async (tx) => {
      const { contractId } = await getOverride(tx, id);
      const history = await openHistory(tx, actor, this.clock, contractId);
      requireSide(await getAuthority(tx), await getContract(tx, contractId));
      if ((await getOverride(tx, id)).withdrawnAt !== null) throw overrideWithdrawn();
      recordFacts(tx, history, [overrideTakenBack(history, id, reason)]);
      return getOverride(tx, id);
    });
  }
}

const judge = (contract: ContractRow, { facts, overrides }: LoadedChecks): ListedFinding[] =>
  withOverrides(findAll(facts), overrides, contract);

/** What other rules find of the tutors, of the calendar and of placements. */
async function findBeside(
  q: Queryable,
  facts: CheckFacts,
  id: ContractId,
  moment: { readonly now: Instant; readonly today: Day },
): Promise<CheckFinding[]> {
  const alternation = await readAlternation(q, id, moment.now);
  const deposit = await readDeposit(q, id, moment.now);
  return [
    ...(await listTutorFindings(q, id, moment)),
    ...findCalendarFindings(alternation, deposit, moment.today),
    ...findPlacements(facts, alternation, await listPlacements(q, id), await listTutoredPlacements(q, id)),
  ];
}
