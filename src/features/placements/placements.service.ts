import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { laterOf, type Day, type Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { refuseAny } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type Queryable, type Tx } from '../../platform/database/db.js';
import { LongReads } from '../../platform/database/long-reads.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import type { ContractRow } from '../contracts/contract-details.types.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import { ContractsService } from '../contracts/contracts.service.js';
import {
  countVersions,
  getPlacement,
  listHosted,
  listPlacements,
  pagePlacements,
  type Page,
} from '../contracts/placements/placements.queries.js';
import { countsAtHost } from '../contracts/placements/placements.types.js';
import { MainTutors } from '../contracts/signing/main-tutors.service.js';
import { listMandates } from '../mandates/mandates.queries.js';
import type { Mandate } from '../mandates/mandates.types.js';
import { MandatesService } from '../mandates/mandates.service.js';
import { findOrganisation } from '../organisations/organisations.queries.js';
import {
  cancelledForPlacement,
  placementOverlap,
  placementWithdrawn,
  tooManyPlacements,
} from './placements.errors.js';
import { placementFact, type PlacementAct } from './placements.facts.js';
import { requirePlacer } from './placements.policy.js';
import {
  endingsOf,
  findCorrectionMistakes,
  findOtherPlacement,
  findPlacementEndMistake,
  findPlacementMistakes,
  statedOf,
} from './placements.rules.js';
import type { PlacementCommand, PlacementId, PlacementRow, PlacementStated } from './placements.types.js';

/** How many rows one contract keeps, corrections with them: each is read with what it allows. */
const AT_MOST = 200;

/** A placement of a contract that is held. */
interface Held {
  readonly history: ContractHistory;
  readonly contract: ContractRow;
  readonly stands: PlacementRow;
}

@Injectable()
export class PlacementsService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
    private readonly contracts: ContractsService,
    private readonly mandates: MandatesService,
    private readonly mainTutors: MainTutors,
  ) {}

  record(actor: Actor, contractId: ContractId, command: PlacementCommand): Promise<PlacementRow> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      requirePlacer(await getAuthority(tx), contract);
      const stated = await this.judge(tx, contract, command, null);
      return this.write(tx, { history, contract }, 'recorded', history.newId(), stated, command.reason);
    });
  }

  /** Says anew, whole, what it should have said. Who tutors there keeps their days: an end takes them, and says so. */
  correct(actor: Actor, id: PlacementId, command: PlacementCommand): Promise<PlacementRow> {
    return this.db.write(actor, async (tx) => {
      const held = await this.lock(tx, actor, id);
      const stated = await this.judge(tx, held.contract, command, id);
      const mandates = await this.mandatesAt(tx, held);
      refuseAny(findCorrectionMistakes(command, held.stands, mandates));
      await this.requireRoom(tx, held.contract, command, mandates);
      return this.write(tx, held, 'corrected', id, stated, command.reason);
    });
  }

  /** Ends it sooner, and with it the mandates at the host. `on`: the first day out; null: today. */
  end(actor: Actor, id: PlacementId, { on, reason }: { on: Day | null; reason: string | null }) {
    return this.db.write(actor, async (tx) => {
      const held = await this.lock(tx, actor, id);
      const { stands } = held;
      const day = on ?? laterOf(held.history.today, stands.from);
      const mistake = findPlacementEndMistake(stands, day);
      refuseAny(mistake ? [mistake] : []);
      if (stands.until === day) return stands;
      const endings = endingsOf(await this.mandatesAt(tx, held), day);
      const facts = await this.mandates.endAtHost(tx, held.history, endings);
      return this.write(tx, held, 'ended', id, { ...stands, until: day }, reason, facts);
    });
  }

  /** It never was: what tutors of the host recorded meanwhile is contested, as after any end that comes late. */
  withdraw(actor: Actor, id: PlacementId, reason: string): Promise<PlacementRow> {
    return this.db.write(actor, async (tx) => {
      const held = await this.lock(tx, actor, id);
      const endings = endingsOf(await this.mandatesAt(tx, held), null);
      const facts = await this.mandates.endAtHost(tx, held.history, endings);
      return this.write(tx, held, 'withdrawn', id, held.stands, reason, facts);
    });
  }

  get(actor: Actor, id: PlacementId): Promise<PlacementRow> {
    return this.db.read(actor, (q) => getPlacement(q, id));
  }

  /** As they were recorded by `at`; null: now. @throws not_found when the contract may not be seen */
  list(actor: Actor, contractId: ContractId, at: Instant | null, page: Page): Promise<PlacementRow[]> {
    const work = async (q: Queryable) => {
      await getContract(q, contractId);
      return pagePlacements(q, contractId, at ?? 'infinity', page);
    };
    return at === null ? this.db.read(actor, work) : this.longReads.read(actor, work, { at, contractId });
  }

  /** Those at the organisations of which the caller is HR, once somebody of theirs tutors there. */
  hosted(actor: Actor, page: Page): Promise<PlacementRow[]> {
    return this.db.read(actor, (q) => listHosted(q, page));
  }

  /** What is sent, whole, once nothing is wrong with it. @throws validation_failed, placement_overlap, too_many_placements */
  private async judge(
    tx: Tx,
    contract: ContractRow,
    command: PlacementCommand,
    besides: PlacementId | null,
  ): Promise<PlacementStated> {
    const host = command.hostId && (await findOrganisation(tx, command.hostId));
    const employer = await findOrganisation(tx, contract.employerId);
    const placed = { ...contract, employerSiret: employer?.siret ?? null };
    refuseAny(findPlacementMistakes(command, placed, host || null));
    if (contract.cancelledOn !== null) throw cancelledForPlacement();
    const other = findOtherPlacement(command, await listPlacements(tx, contract.id), besides);
    if (other) throw placementOverlap(other);
    if ((await countVersions(tx, contract.id)) >= AT_MOST) throw tooManyPlacements();
    return statedOf(command, host || null);
  }

  private async write(
    tx: Tx,
    { history, contract }: Omit<Held, 'stands'>,
    act: PlacementAct,
    id: PlacementId,
    stated: PlacementStated,
    reason: string | null,
    before: Awaited<ReturnType<MandatesService['endAtHost']>> = [],
  ): Promise<PlacementRow> {
    recordFacts(tx, history, [...before, placementFact(history, act, id, stated, reason)]);
    await this.contracts.renew(tx, contract.id, history.recordedAt);
    return getPlacement(tx, id);
  }

  /** @throws not_found, forbidden, already_withdrawn */
  private async lock(tx: Tx, actor: Actor, id: PlacementId): Promise<Held> {
    const { contractId } = await getPlacement(tx, id);
    const history = await openHistory(tx, actor, this.clock, contractId);
    const contract = await getContract(tx, contractId);
    const stands = await getPlacement(tx, id);
    requirePlacer(await getAuthority(tx), contract);
    if (stands.isWithdrawn) throw placementWithdrawn();
    return { history, contract, stands };
  }

  /** Another kind may count for those who tutor there. @throws tutor_over_capacity */
  private async requireRoom(
    tx: Tx,
    contract: ContractRow,
    placement: Pick<PlacementStated, 'kind'>,
    mandates: readonly Mandate[],
  ): Promise<void> {
    const { signedOn } = contract;
    const counted = mandates.filter(({ role }) => countsAtHost(placement, role));
    if (signedOn !== null) await this.mainTutors.requireRoom(tx, { ...contract, signedOn }, counted);
  }

  /** Those that last a day. */
  private async mandatesAt(tx: Tx, { contract, stands }: Held) {
    const mandates = await listMandates(tx, contract.id);
    return mandates.filter(
      ({ placementId, from, until }) => placementId === stands.id && (until === null || from < until),
    );
  }
}
