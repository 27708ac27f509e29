import { Injectable } from '@nestjs/common';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { refusalOf } from '../../../platform/access/capabilities.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import type { ContractRow } from '../../contracts/contract-details.types.js';
import { getContract } from '../../contracts/contracts.queries.js';
import { findBirthDate } from '../../contracts/signing/tutors.queries.js';
import type { Finding } from '../../contracts/signing/warnings.types.js';
import { findAmendment, findSigner, listAmendments, loadTerms } from '../amendments.queries.js';
import type { AmendmentId, AmendmentView } from '../amendments.types.js';
import { TransfersService } from '../transfer/transfers.service.js';
import { findLeftBehind, findWarnings } from '../warnings.rules.js';
import { viewAmendments, withoutPapers } from './view.rules.js';

export interface Amended {
  readonly amendment: AmendmentView;
  /** What the law has to say; only the answer to a proposal and to the last signature tells it. */
  readonly warnings: readonly Finding[];
}

/** Amendments as their readers see them. */
@Injectable()
export class AmendmentViews {
  constructor(
    private readonly db: Db,
    private readonly transfers: TransfersService,
  ) {}

  get(actor: Actor, id: AmendmentId): Promise<AmendmentView> {
    return this.db.read(actor, async (q) => {
      const found = await findAmendment(q, id);
      if (!found) return seenBy(actor)(await this.transfers.read(q, id));
      const { contractId } = found;
      return seenBy(actor)(await this.view(q, await getContract(q, contractId), id));
    });
  }

  /** @throws not_found when the contract may not be seen */
  list(
    actor: Actor,
    contractId: ContractId,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<AmendmentView[]> {
    return this.db.read(actor, async (q) => {
      const all = await this.viewAll(q, await getContract(q, contractId));
      return all
        .filter(({ id }) => after === null || id > after)
        .slice(0, limit + 1)
        .map(seenBy(actor));
    });
  }

  async show(q: Queryable, id: AmendmentId, contract: ContractRow, warns: boolean): Promise<Amended> {
    const all = await this.viewAll(q, contract);
    const amendment = oneOf(all, id);
    const birthDate = await findBirthDate(q, contract.alternantId);
    const was = { ...contract, ...amendment.before };
    if (!warns) return { amendment, warnings: [] };
    const warnings = [...findWarnings(was, amendment, birthDate), ...findLeftBehind(amendment, all)];
    return { amendment, warnings };
  }

  private async view(q: Queryable, contract: ContractRow, id: AmendmentId): Promise<AmendmentView> {
    return oneOf(await this.viewAll(q, contract), id);
  }

  private async viewAll(q: Queryable, contract: ContractRow): Promise<AmendmentView[]> {
    const signer = await findSigner(q, contract.id);
    const amendments = await listAmendments(q, contract.id);
    const terms = await loadTerms(q, contract.id, amendments);
    return viewAmendments(contract, terms, amendments, { signer, today: contract.readOn });
  }
}

function oneOf(all: readonly AmendmentView[], id: AmendmentId): AmendmentView {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error('An amendment is among those of its contract.');
  return found;
}

/** Row security knows whom a program acts for, and not what it was made for. */
const seenBy =
  (actor: Actor) =>
  (view: AmendmentView): AmendmentView =>
    refusalOf(actor, 'contract_forms.read') === null ? view : withoutPapers(view);
