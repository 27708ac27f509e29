import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { QUOTAS } from '../../kernel/quotas.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { keepWithin } from '../../platform/database/quotas.store.js';
import { newId } from '../../platform/ids.js';
import { findBySiret } from '../organisations/organisations.queries.js';
import { Departures } from '../people/memberships/departures.service.js';
import { getAdministration } from '../people/people.queries.js';
import { ProposedPeople } from '../people/proposed-people.service.js';
import { employerJoined, notYoursToPropose, tutorDecided, tutorTaken } from './employer-proposals.errors.js';
import { proposingCentre, requireDecider } from './employer-proposals.policy.js';
import {
  countOpen,
  findProposalOf,
  getProposal,
  getProposedTutor,
  listProposals,
  listProposedTutors,
} from './employer-proposals.queries.js';
import {
  decideProposedTutor,
  insertProposedTutor,
  lockProposals,
  proposeEmployer,
} from './employer-proposals.store.js';
import type {
  DecidedTutor,
  EmployerProposalId,
  ProposalRow,
  ProposedEmployer,
  ProposedPerson,
  ProposedTutorDecision,
  ProposedTutorId,
  ProposedTutorRow,
} from './employer-proposals.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

@Injectable()
export class EmployerProposalsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: ProposedPeople,
    private readonly departures: Departures,
  ) {}

  /** Finds the employer of that SIRET or records it; proposed by the same centre before, it is that proposal. */
  propose(actor: PersonActor, employer: ProposedEmployer): Promise<ProposalRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const centre = proposingCentre(await getAdministration(tx), employer.trainingCentreId);
        await lockProposals(tx, centre);
        keepWithin(QUOTAS.employer_proposals, (await countOpen(tx, centre)).employers, 1);
        const id: EmployerProposalId = newId();
        const employerId = await proposeEmployer(tx, id, centre, employer, this.clock.now());
        if (employerId === null) {
          const there = await findBySiret(tx, { kind: 'employer', siret: employer.siret });
          throw there ? employerJoined(there) : notYoursToPropose();
        }
        return (await findProposalOf(tx, employerId, centre)) ?? getProposal(tx, id);
      },
      { isDated: true },
    );
  }

  get(actor: PersonActor, id: EmployerProposalId): Promise<ProposalRow> {
    return this.db.read(actor, (q) => getProposal(q, id));
  }

  list(actor: PersonActor, page: Page): Promise<ProposalRow[]> {
    return this.db.read(actor, (q) => listProposals(q, page));
  }

  /** Records somebody who is a member of nothing yet: the mandates that the centre opens for them on its drafts give nothing. */
  proposeTutor(
    actor: PersonActor,
    proposalId: EmployerProposalId,
    person: ProposedPerson,
  ): Promise<ProposedTutorRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const proposal = await getProposal(tx, proposalId);
        const { centreAdminOf } = await getAdministration(tx);
        const centre = proposal.trainingCentre.id;
        if (!centreAdminOf.includes(centre)) throw notYoursToPropose();
        if (proposal.hasJoined) throw employerJoined(proposal.employer);
        await lockProposals(tx, centre);
        keepWithin(QUOTAS.proposed_tutors, (await countOpen(tx, centre)).tutors, 1);
        const personId = await this.people.record(tx, centre, person);
        const id: ProposedTutorId = newId();
        await insertProposedTutor(tx, id, { proposalId, personId }, actor.personId, this.clock.now());
        return getProposedTutor(tx, id);
      },
      { isDated: true },
    );
  }

  getTutor(actor: PersonActor, id: ProposedTutorId): Promise<ProposedTutorRow> {
    return this.db.read(actor, (q) => getProposedTutor(q, id));
  }

  listTutors(actor: PersonActor, id: EmployerProposalId, page: Page): Promise<ProposedTutorRow[]> {
    return this.db.read(actor, async (q) => {
      await getProposal(q, id);
      return listProposedTutors(q, id, page);
    });
  }

  /** Whoever is not accepted leaves the mandates that were opened for them with that employer, each with its trace. */
  decide(actor: PersonActor, id: ProposedTutorId, decision: ProposedTutorDecision): Promise<DecidedTutor> {
    return this.db.write(
      actor,
      async (tx) => {
        const tutor = await getProposedTutor(tx, id);
        requireDecider(await getAdministration(tx), tutor, decision);
        if (tutor.decidedAs === decision) return { tutor, endedMandates: [] };
        if (tutor.decidedAs !== null) throw tutorDecided(tutor.decidedAs);
        if (decision === 'accepted' && tutor.isTaken) throw tutorTaken();
        const leaver = { personId: tutor.personId, dryRun: false };
        const endedMandates =
          decision === 'accepted'
            ? []
            : await this.departures.leaveEmployer(tx, actor, leaver, tutor.employerId);
        const isDone = await decideProposedTutor(tx, id, decision, this.clock.now());
        const decided = await getProposedTutor(tx, id);
        if (!isDone) throw tutorDecided(decided.decidedAs ?? 'pending');
        return { tutor: decided, endedMandates };
      },
      { isDated: true },
    );
  }
}
