import type pg from 'pg';
import { newId } from '../../src/platform/ids.js';

export const NOW = '2026-03-12T08:00:00.000Z';

export interface Person {
  readonly personId: string;
  readonly accountId: string;
}

export interface Client {
  readonly clientId: string;
  readonly organisationId: string;
}

/** A contract with its people, and at least one row in every table that tells something of it. */
export interface Followed {
  readonly id: string;
  readonly alternant: Person;
  readonly tutor: Person;
  readonly referent: Person;
  readonly decisionId: string;
  readonly mandateId: string;
}

export interface SmallWorld {
  /** The contract that everybody asks for. */
  readonly contract: Followed;
  /** Same employer, same centre, other alternant and tutor. */
  readonly classmates: Followed;
  /** Another employer, another centre. */
  readonly elsewhere: Followed;
  readonly hr: Person;
  readonly centreAdmin: Person;
  readonly auditor: Person;
  readonly clients: Readonly<Record<'employer' | 'centre' | 'elsewhere' | 'revoked', Client>>;
  /** Whose mandate ended 30 days ago. */
  readonly recentTutor: Person;
  readonly strangers: Readonly<Record<string, Person>>;
}

/** Two employers, two centres, three contracts; every table of the product has rows. Written as the owner. */
export async function fillDatabase(client: pg.Client): Promise<SmallWorld> {
  const world = new WorldBuilder(client);
  const [employer, otherEmployer] = [
    await world.organisation('employer'),
    await world.organisation('employer'),
  ];
  const [centre, otherCentre] = [
    await world.organisation('training_centre'),
    await world.organisation('training_centre'),
  ];
  const ladderId = await world.ladder();
  const hr = await world.person('hr', employer);
  const contract = await world.contract(ladderId, employer, centre, hr);
  const formerTutor = await world.person('tutor', employer);
  const ended = await world.mandate(contract.id, formerTutor, 'co_tutor', hr, '2026-02-10');
  await world.callMandate(ended, employer);
  const recentTutor = await world.person('tutor', employer);
  await world.mandate(contract.id, recentTutor, 'co_tutor', hr, '2026-02-11');
  await world.signIn(hr, employer);
  await world.declaration(employer, ladderId, hr);
  const clients = {
    employer: await world.apiClient(employer, hr),
    centre: await world.apiClient(centre, await world.person('centre_admin', centre)),
    elsewhere: await world.apiClient(otherEmployer, await world.person('hr', otherEmployer)),
    revoked: await world.apiClient(employer, hr, NOW),
  };
  const classmates = await world.contract(ladderId, employer, centre, hr);
  await world.confirmation(contract.id, employer, hr, classmates);
  const elsewhere = await world.contract(ladderId, otherEmployer, otherCentre, hr);
  await world.amendment(contract.id, hr);
  await world.fillRest([contract, classmates, elsewhere]);
  for (const { id } of [contract, classmates, elsewhere]) await world.guestLink(id, hr);
  return {
    contract,
    hr,
    recentTutor,
    clients,
    classmates,
    elsewhere,
    centreAdmin: await world.person('centre_admin', centre),
    auditor: await world.person('auditor', centre),
    strangers: {
      'somebody with no tie to anything': await world.person(null, null),
      'a tutor of the same employer without a mandate': await world.person('tutor', employer),
      'a tutor whose mandate ended 31 days ago': formerTutor,
      'an alternant of the same centre without a contract': await world.person('alternant', centre),
      'a referent of the same centre without a mandate': await world.person('referent', centre),
      'hr of the other employer': await world.person('hr', otherEmployer),
      'centre_admin of the other centre': await world.person('centre_admin', otherCentre),
      'auditor of the other centre': await world.person('auditor', otherCentre),
      'an auditor whose time is over': await world.person('auditor', centre, '2026-03-12'),
    },
  };
}

class WorldBuilder {
  private places = 0;
  private sequence = 0;

  constructor(private readonly client: pg.Client) {}

  async organisation(kind: 'employer' | 'training_centre'): Promise<string> {
    const id = newId();
    await this.insert('organisations', {
      id,
      kind,
      name: kind,
      siret: '77937827200016',
      version: 1,
      created_at: NOW,
      updated_at: NOW,
    });
    await this.insert('organisation_names', {
      organisation_id: id,
      recorded_at: NOW,
      version: 1,
      name: kind,
    });
    return id;
  }

  async guestLink(contractId: string, issuer: Person): Promise<void> {
    await this.insert('guest_links', {
      id: newId(),
      contract_id: contractId,
      purpose: 'legal_representative',
      person_id: issuer.personId,
      given_name: 'Nadia',
      family_name: 'Moreau',
      email: 'c@exemple.test',
      issued_by: issuer.personId,
      issued_at: NOW,
      expires_at: NOW,
      sends: 1,
      last_sent_at: NOW,
    });
  }

  async person(
    role: string | null,
    organisationId: string | null,
    until: string | null = null,
  ): Promise<Person> {
    const person = { personId: newId(), accountId: newId() };
    const names = { given_name: 'Camille', family_name: 'Martin' };
    await this.insert('people', {
      id: person.personId,
      ...names,
      version: 1,
      created_at: NOW,
      updated_at: NOW,
    });
    await this.insert('person_names', { person_id: person.personId, recorded_at: NOW, version: 1, ...names });
    await this.insert('accounts', {
      id: person.accountId,
      person_id: person.personId,
      email: `${person.accountId}@exemple.test`,
      created_at: NOW,
    });
    if (role !== null) {
      await this.insert('memberships', {
        id: newId(),
        person_id: person.personId,
        organisation_id: organisationId,
        role,
        until_day: until,
        created_at: NOW,
      });
    }
    return person;
  }

  /** A published ladder on a published framework, beside drafts of both. */
  async ladder(): Promise<string> {
    const [frameworkId, id] = [newId(), newId()];
    const written = { title: 'Essai', code: 'ESSAI', version: 1, created_at: NOW, updated_at: NOW };
    const framework = { version_code: '2026', blocks: '[]', details: '{}', ...written };
    const ladder = { framework_id: frameworkId, revision: 1, levels: '[]', missions: '[]', ...written };
    await this.insert('frameworks', { id: frameworkId, ...framework, published_at: NOW });
    await this.insert('ladders', { id, ...ladder, published_at: NOW });
    const first = newId();
    await this.insert('ladders', { id: first, ...ladder, code: 'AVANT', published_at: NOW });
    this.move = { mapping_id: newId(), from_ladder_id: first, to_ladder_id: id };
    await this.insert('frameworks', { id: newId(), ...framework });
    await this.insert('ladders', { id: newId(), ...ladder });
    return id;
  }

  private readonly proposed = new Set<string>();

  async contract(ladderId: string, employerId: string, centreId: string, author: Person): Promise<Followed> {
    const id = newId();
    const alternant = await this.person('alternant', centreId);
    await this.insert('person_corrections', {
      person_id: alternant.personId,
      version: 1,
      recorded_at: NOW,
      corrected_by: author.personId,
      reason: 'Pièce d’identité',
      given_name_before: 'Camile',
      family_name_before: 'Martin',
      given_name_after: 'Camille',
      family_name_after: 'Martin',
    });
    const tutor = await this.person('tutor', employerId);
    const referent = await this.person('referent', centreId);
    await this.proposal(employerId, centreId, author, tutor);
    const merge = { id: newId(), kept_id: tutor.personId, duplicate_id: referent.personId };
    const undone = { undone_by: author.personId, undone_at: NOW };
    await this.insert('person_merges', {
      ...merge,
      reason: 'doublon',
      merged_by: author.personId,
      merged_at: NOW,
      moved: '[]',
      ...undone,
    });
    await this.insert('contracts', {
      id,
      kind: 'apprenticeship',
      alternant_id: alternant.personId,
      employer_id: employerId,
      training_centre_id: centreId,
      ladder_id: ladderId,
      starts_on: '2025-09-01',
      until_day: '2027-09-01',
      owner_id: employerId,
      signed_on: '2025-08-20',
      held_until: '2027-09-01',
      suspensions: '{}',
      version: 1,
      created_at: NOW,
      updated_at: NOW,
      last_sequence: 100,
      last_recorded_at: NOW,
    });
    await this.insert('contract_steps', { ...this.fact(id), recorded_by: author.personId, kind: 'created' });
    await this.insert('contract_groups', {
      ...this.fact(id),
      recorded_by: author.personId,
      group_name: 'DEAS 2026 A',
    });
    const override = { ...this.fact(id), recorded_by: author.personId };
    const known = { organisation_id: employerId, code: 'contract_short', basis: 'jours', reason: 'vu' };
    await this.insert('contract_check_overrides', { ...override, ...known });
    await this.insert('contract_check_override_withdrawals', {
      ...this.fact(id),
      override_id: override.id,
      recorded_by: author.personId,
      reason: 'erreur',
    });
    await this.insert('contract_forms', {
      ...this.fact(id),
      recorded_by: author.personId,
      content: '{"alternant": {"disabledWorker": true}}',
      changed: ['alternant.disabledWorker'],
      by_amendment: false,
    });
    await this.insert('contract_calendars', {
      ...this.fact(id),
      recorded_by: author.personId,
      patterns: '[]',
      items: '[]',
      source: 'stated',
    });
    await this.insert('contract_absences', {
      ...this.fact(id),
      recorded_by: author.personId,
      absence_id: newId(),
      organisation_id: employerId,
      from_day: '2026-03-02',
      kind: 'sick_leave',
      is_withdrawn: false,
    });
    await this.insert('placement_versions', {
      ...this.fact(id),
      recorded_by: author.personId,
      placement_id: newId(),
      kind: 'host_company',
      host_name: 'Foyer',
      structure_type: 'MAS',
      from_day: '2026-03-02',
      until_day: '2026-03-09',
      is_withdrawn: false,
    });
    await this.insert('contract_deposits', {
      ...this.fact(id),
      recorded_by: author.personId,
      on_day: '2025-09-05',
    });
    await this.insert('level_credentials', {
      id: newId(),
      contract_id: id,
      ladder_id: ladderId,
      level: 'observation',
      shown_name: 'none',
      achieved_at: NOW,
      issued_at: NOW,
      status_list: 1,
      status_index: (this.places += 1),
    });
    const outcome = { side: 'training_centre', stage: 'end', situation: 'none' };
    await this.insert('contract_outcomes', { ...this.fact(id), recorded_by: author.personId, ...outcome });
    await this.prospect(id, employerId, alternant, author);
    const mandateId = await this.mandate(id, tutor, 'main_tutor', author);
    const moved = { merge_id: merge.id, row_id: mandateId, contract_id: id };
    await this.insert('person_merge_moves', { ...moved, moved_at: NOW, returned_at: NOW });
    await this.mandate(id, referent, 'referent', author);
    const decisionId = await this.facts(id, tutor, mandateId, alternant, referent);
    await this.selfAssessment(id, alternant);
    await this.review(id, centreId, tutor);
    return { id, alternant, tutor, referent, decisionId, mandateId };
  }

  /** The alternant agrees, an employer sees them and asks. */
  async prospect(contractId: string, employerId: string, alternant: Person, by: Person): Promise<void> {
    const agreement = newId();
    await this.insert('prospect_agreements', {
      id: agreement,
      contract_id: contractId,
      agreed_by: alternant.personId,
      agreed_at: NOW,
      text_version: 1,
      departments: ['75'],
      structure_types: ['EHPAD'],
      hidden_from: [],
      shows_family_name: false,
      shows_own_employer: false,
      until_day: '2027-01-01',
    });
    const seen = {
      id: newId(),
      agreement_id: agreement,
      contract_id: contractId,
      prospect_id: newId(),
      employer_id: employerId,
    };
    await this.insert('prospect_views', {
      ...seen,
      viewed_by: by.personId,
      viewed_on: '2026-03-01',
      first_at: NOW,
    });
    await this.insert('prospect_contacts', {
      ...seen,
      asked_by: by.personId,
      asked_at: NOW,
      words: 'Bonjour',
    });
    await this.insert('prospect_contact_decisions', {
      id: newId(),
      contact_id: seen.id,
      contract_id: contractId,
      party: 'employer',
      decision: 'withdrawn',
      decided_by: by.personId,
      decided_at: NOW,
    });
  }

  /** Once for both organisations. */
  async proposal(employerId: string, centreId: string, by: Person, tutor: Person): Promise<void> {
    const pair = `${employerId} ${centreId}`;
    if (this.proposed.has(pair)) return;
    this.proposed.add(pair);
    const proposal = { id: newId(), organisation_id: employerId, training_centre_id: centreId };
    await this.insert('employer_proposals', { ...proposal, proposed_by: by.personId, proposed_at: NOW });
    const one = { id: newId(), proposal_id: proposal.id, person_id: tutor.personId };
    await this.insert('proposed_tutors', { ...one, proposed_by: by.personId, proposed_at: NOW });
  }

  async mandate(
    contractId: string,
    holder: Person,
    role: string,
    author: Person,
    until: string | null = null,
  ): Promise<string> {
    const fact = this.fact(contractId);
    await this.insert('mandates', {
      ...fact,
      person_id: holder.personId,
      role,
      from_day: '2025-09-01',
      until_day: until,
      recorded_by: author.personId,
    });
    return fact.id;
  }

  /** The employer proposes other hours, and refuses them. */
  async amendment(contractId: string, { personId }: Person): Promise<void> {
    const fact = { ...this.fact(contractId), recorded_by: personId };
    const hours = { effective_on: '2026-04-01', weekly_minutes: 2100, reason: 'Horaires' };
    await this.insert('contract_amendments', { ...fact, side: 'employer', number: 1, ...hours });
    await this.insert('contract_amendment_papers', {
      ...fact,
      id: this.fact(contractId).id,
      amendment_id: fact.id,
      members: '{"alternant.disabledWorker": true}',
    });
    const refused = {
      kind: 'refused',
      party: 'employer',
      is_for_all: false,
      completes: false,
      reason: 'Non',
    };
    await this.insert('contract_amendment_answers', {
      ...this.fact(contractId),
      recorded_by: personId,
      amendment_id: fact.id,
      ...refused,
    });
    const { rows } = await this.client.query('select employer_id from contracts where id = $1', [contractId]);
    await this.insert('transfer_answers', {
      id: newId(),
      amendment_id: fact.id,
      contract_id: contractId,
      ...rows[0],
      recorded_at: '2026-03-02T08:00:00Z',
      recorded_by: personId,
      kind: 'refused',
      reason: 'Non',
    });
  }

  async callMandate(mandate_id: string, organisation_id: string): Promise<void> {
    await this.insert('mandate_external_ids', { mandate_id, organisation_id, external_id: 'RH-1' });
    const { rows } = await this.client.query('select contract_id from mandates where id = $1', [mandate_id]);
    await this.insert('contract_external_ids', { ...rows[0], organisation_id, external_id: 'RH-1' });
  }

  async confirmation(
    id: string,
    organisation_id: string,
    by: Person,
    duplicate: { id: string },
  ): Promise<void> {
    const fact = this.fact(id);
    const named = { organisation_id, duplicate_id: duplicate.id, recorded_by: by.personId };
    await this.insert('contract_confirmations', { ...fact, ...named });
    const withdrawn = { confirmation_id: fact.id, recorded_by: by.personId };
    await this.insert('contract_confirmation_withdrawals', { ...this.fact(id), ...withdrawn });
  }

  private async selfAssessment(contractId: string, { personId }: Person): Promise<void> {
    const fact = this.fact(contractId);
    const stated = { assessed_by: personId, on_day: '2026-03-01', items: '[{}]' };
    await this.insert('self_assessments', { ...fact, ...stated });
    const recorded = { type: 'self_assessment.recorded', actor_person_id: personId, data: '{}' };
    await this.insert('events', { ...fact, id: newId(), ...recorded });
  }

  /** One that was held, in which the tutor wrote and answered; and the rhythm of the centre. */
  private async review(contractId: string, centreId: string, { personId }: Person): Promise<void> {
    const [review, meeting] = [this.fact(contractId), { on_day: '2026-03-01', mode: 'centre' }];
    await this.insert('reviews', { ...review, recorded_by: personId, kind: 'review', ...meeting });
    const of = { review_id: review.id };
    await this.insert('review_steps', {
      ...this.fact(contractId),
      ...of,
      recorded_by: personId,
      kind: 'held',
      ...meeting,
    });
    const wrote = { ...of, written_by: personId, part: 'tutor', items: '[{}]' };
    await this.insert('review_sections', { ...this.fact(contractId), ...wrote });
    const answered = { ...of, answered_by: personId, part: 'tutor', as_of: 1, agrees: true };
    await this.insert('review_answers', { ...this.fact(contractId), ...answered });
    await this.insert('review_rules', {
      id: newId(),
      training_centre_id: centreId,
      kind: 'review',
      from_day: '2026-03-12',
      recorded_at: NOW,
      recorded_by: personId,
    });
  }

  private move: Record<string, string> | null = null;

  /** The act by which the contract came to its ladder, and, once, the mapping that it followed. */
  private async ladderChange(contractId: string, by: string): Promise<void> {
    const move = this.move ?? {};
    const { mapping_id: id, ...ladders } = move;
    if (!this.isMapped) {
      const mapping = { id, ...ladders, competencies: '[]', levels: '[]', created_by: by, created_at: NOW };
      await this.insert('ladder_mappings', mapping);
    }
    this.isMapped = true;
    const change = { ...this.fact(contractId), ...move, recorded_by: by, ended_missions: [] };
    await this.insert('ladder_changes', change);
  }

  private isMapped = false;

  /** One of each fact, by the tutor, rulings by the referent; the progress that follows. @returns the level decision */
  private async facts(
    contractId: string,
    tutor: Person,
    mandateId: string,
    alternant: Person,
    referent: Person,
  ): Promise<string> {
    const by = tutor.personId;
    const [observation, signOff, decision] = [
      this.fact(contractId),
      this.fact(contractId),
      this.fact(contractId),
    ];
    const absence = { mandate_id: mandateId, from_day: '2026-01-05', recorded_by: by };
    const away = this.fact(contractId);
    await this.insert('mandate_absences', { ...away, ...absence });
    const back = { absence_id: away.id, until_day: '2026-01-10', recorded_by: by };
    await this.insert('mandate_absence_ends', { ...this.fact(contractId), ...back });
    await this.insert('observations', {
      ...observation,
      observer_id: by,
      observed_on: '2026-03-01',
      with_sign_off: false,
      items: '[]',
    });
    await this.insert('observation_withdrawals', {
      ...this.fact(contractId),
      observation_id: observation.id,
      withdrawn_by: by,
      reason: 'doublon',
    });
    const judgement = { competency: 'C1', level: 'observation', outcome: 'acquired', attempt: 1 };
    await this.insert('sign_offs', { ...signOff, signer_id: by, observed_on: '2026-03-01', ...judgement });
    const sent = { person_id: by, client_id: 'a', request_hash: Buffer.from('h') };
    await this.insert('sent_facts', { ...sent, sign_off_id: signOff.id });
    const reason = { reason_code: 'other', reason: 'erreur' };
    const revocation = this.fact(contractId);
    await this.insert('revocations', {
      ...revocation,
      sign_off_id: signOff.id,
      revoked_by: by,
      ...reason,
    });
    await this.insert('level_decisions', {
      ...decision,
      decided_by: by,
      mandate_id: mandateId,
      capacity: 'tutor',
      level: 'supervised_care',
      decision: 'open',
    });
    const assignment = this.fact(contractId);
    const given = { assigned_by: by, mission: 'repas', from_day: '2026-03-01' };
    await this.insert('assignments', { ...assignment, ...given });
    const endedSooner = { assignment_id: assignment.id, ended_by: by, until_day: '2026-03-10' };
    await this.insert('assignment_ends', { ...this.fact(contractId), ...endedSooner });
    await this.ladderChange(contractId, by);
    const concern = this.fact(contractId);
    const raised = { raised_by: by, severity: 'low', missions: ['repas'], text: 'inquiétude' };
    await this.insert('concerns', { ...concern, ...raised });
    const reviewed = { concern_id: concern.id, reviewed_by: by, text: 'revu ensemble' };
    const evidence = this.fact(contractId);
    await this.insert('evidence', {
      ...evidence,
      added_by: by,
      observation_id: observation.id,
      media_type: 'image/jpeg',
      size: 1,
      sha256: `\\x${'00'.repeat(32)}`,
      warning_version: 1,
    });
    const erased = { evidence_id: evidence.id, withdrawn_by: by, reason: 'un visage' };
    await this.insert('evidence_withdrawals', { ...this.fact(contractId), ...erased });
    await this.insert('concern_reviews', { ...this.fact(contractId), ...reviewed });
    for (const read of [true, false]) {
      const entry = this.fact(contractId);
      await this.insert('journal_entries', {
        ...entry,
        recorded_by: alternant.personId,
        on_day: '2026-03-01',
        mission: 'repas',
        minutes: 30,
        beyond_entitlement: false,
        reasons: [],
      });
      const acknowledged = { journal_entry_id: entry.id, recorded_by: by, kind: 'acknowledged' };
      if (read) await this.insert('journal_entry_steps', { ...this.fact(contractId), ...acknowledged });
      const item = this.fact(contractId);
      await this.insert('plan_items', {
        ...item,
        recorded_by: by,
        horizon: 'short',
        mission: 'repas',
        competencies: '[]',
        place: 'employer',
        by_day: '2026-06-30',
      });
      const left = { plan_item_id: item.id, recorded_by: by, reason: 'autre service' };
      if (read) await this.insert('plan_item_withdrawals', { ...this.fact(contractId), ...left });
    }
    const request = this.fact(contractId);
    const items = JSON.stringify([{ competency: 'C1', level: 'observation' }]);
    await this.insert('sign_off_requests', { ...request, asked_by: by, items });
    const ofRequest = { request_id: request.id };
    const claim = { ...this.fact(contractId), ...ofRequest, claimed_by: by, attempt: 0 };
    await this.insert('sign_off_request_claims', claim);
    const end = { ...this.fact(contractId), ...ofRequest, ended_by: by, ended_as: 'decided' };
    await this.insert('sign_off_request_ends', end);
    const attestation = this.fact(contractId);
    const attested = { recorded_by: by, prerequisite: 'afgsu_2', from_day: '2026-01-05' };
    await this.insert('attestations', { ...attestation, ...attested });
    const proof = { recorded_by: by, attestation_id: attestation.id, reference: 'AFGSU2-0142' };
    await this.insert('attestation_proofs', { ...attestation, id: this.fact(contractId).id, ...proof });
    const withdrawn = { recorded_by: by, attestation_id: attestation.id };
    await this.insert('attestation_withdrawals', { ...this.fact(contractId), ...withdrawn });
    const dispute = this.fact(contractId);
    const contested = { revocation_id: revocation.id, on_behalf_of: 'legal_representative', attempt: 0 };
    await this.insert('disputes', { ...dispute, opened_by: by, grounds: 'pas d’accord', ...contested });
    const ended = {
      dispute_id: dispute.id,
      ended_by: referent.personId,
      ending: 'fact_overturned',
      reason: 'vu ensemble',
    };
    await this.insert('dispute_endings', { ...this.fact(contractId), ...ended });
    await this.insert('overturns', {
      ...this.fact(contractId),
      overturned_by: referent.personId,
      revocation_id: revocation.id,
    });
    await this.insert('contested_fact_rulings', {
      ...this.fact(contractId),
      level_decision_id: decision.id,
      ruled_by: referent.personId,
      step: 1,
      ruling: 'fact_stands',
      reason: 'présente ce jour-là',
    });
    const recorded = { actor_person_id: by, data: '{}' };
    await this.insert('events', { ...this.fact(contractId), type: 'dispute.opened', ...recorded });
    await this.insert('events', {
      ...this.fact(contractId),
      type: 'sign_off.recorded',
      actor_person_id: by,
      data: '{}',
    });
    const mail = { id: newId(), person_id: by, made_at: NOW };
    await this.insert('mails', mail);
    await this.insert('notifications', {
      id: newId(),
      subject_id: newId(),
      kind: 'concern_low',
      person_id: by,
      contract_id: contractId,
      notified_at: NOW,
      due_at: NOW,
      mail_id: mail.id,
    });
    await this.insert('notification_preferences', {
      person_id: by,
      language: 'fr',
      digest_at: '07:30',
      quiet_from: '20:00',
      quiet_to: '07:00',
      muted_kinds: [],
      version: 1,
      updated_at: NOW,
    });
    await this.insert('erasures', {
      id: newId(),
      person_id: by,
      reason: 'essai',
      asked_by: by,
      asked_at: NOW,
      due_at: NOW,
    });
    await this.insert('issued_reports', {
      hash: Buffer.from(newId().replaceAll('-', '').repeat(2), 'hex'),
      report_on: '2026-03-12',
      sequence: 1,
      issued_at: NOW,
    });
    await this.insert('file_reads', {
      id: newId(),
      person_id: by,
      reader_id: by,
      kind: 'ladder',
      of_contract: contractId,
      read_on: '2026-03-12',
      first_at: NOW,
    });
    await this.insert('progress', {
      contract_id: contractId,
      sequence: 100,
      current_level: 'observation',
      complete: false,
      levels: '[]',
      state: '{}',
      tallies: '[]',
      marks: '[]',
    });
    return decision.id;
  }

  /** Gives these contracts a fact in every table that is still empty: by their tutor, of what is their own, the plainest. */
  async fillRest(contracts: readonly { readonly id: string; readonly tutor: Person }[]): Promise<void> {
    const { rows } = await this.client.query<{ name: string; columns: Described[] }>(FACT_COLUMNS);
    for (const { name, columns } of rows) {
      const { rowCount } = await this.client.query(`select from ${name} limit 1`);
      if (rowCount) continue;
      for (const { id, tutor } of contracts) {
        const row: Record<string, unknown> = this.fact(id);
        for (const one of columns.filter(({ column }) => !(column in row)))
          row[one.column] = await this.valueOf(one, id, tutor.personId);
        await this.insert(name, row);
      }
    }
  }

  private async valueOf({ type, refers }: Described, contractId: string, by: string): Promise<unknown> {
    if (refers === null) return PLAINEST[type];
    if (refers === 'people') return by;
    const own = `select id from ${refers} where contract_id = $1 limit 1`;
    return (await this.client.query<{ id: string }>(own, [contractId])).rows[0]?.id;
  }

  /** What is left by signing in, inviting and sending a request twice. */
  async signIn(person: Person, organisationId: string): Promise<void> {
    const token = { created_at: NOW, expires_at: NOW, token_hash: Buffer.from('token') };
    const sessionId = newId();
    await this.insert('sessions', {
      id: sessionId,
      account_id: person.accountId,
      client_kind: 'unknown',
      started_at: NOW,
      last_used_at: NOW,
      expires_at: NOW,
    });
    await this.insert('refresh_tokens', {
      id: newId(),
      account_id: person.accountId,
      family_id: sessionId,
      ...token,
    });
    await this.insert('account_links', {
      id: newId(),
      account_id: person.accountId,
      purpose: 'confirm_email',
      email: 'b@exemple.test',
      ...token,
    });
    await this.insert('calendar_links', {
      id: newId(),
      account_id: person.accountId,
      name: 'Mon téléphone',
      token_hash: Buffer.from('token'),
      created_at: NOW,
    });
    await this.insert('credential_keys', {
      kid: 'k',
      created_at: NOW,
      public_key: '{}',
      sealed_key: Buffer.from('k'),
    });
    await this.insert('signing_keys', { kid: 'k', sealed_key: Buffer.from('k'), created_at: NOW });
    await this.insert('sign_in_failures', { key: 'k', failures: 1, first_at: NOW, last_at: NOW });
    const invited = {
      person_id: person.personId,
      invited_by: person.personId,
      organisation_id: organisationId,
    };
    await this.insert('invitations', {
      id: newId(),
      email: 'a@exemple.test',
      role: 'tutor',
      ...invited,
      ...token,
    });
    const key = { caller_id: person.accountId, key: 'k', request_hash: Buffer.from('h'), expires_at: NOW };
    await this.insert('idempotency_keys', key);
  }

  /** A client with one secret, and with a client's token ready for the database. */
  async apiClient(organisationId: string, by: Person, revokedAt: string | null = null): Promise<Client> {
    const clientId = newId();
    await this.insert('api_clients', {
      id: clientId,
      organisation_id: organisationId,
      name: 'SIRH',
      scopes: ['contracts:read'],
      created_by: by.personId,
      created_at: NOW,
      revoked_by: revokedAt && by.personId,
      revoked_at: revokedAt,
    });
    await this.insert('api_client_secrets', {
      id: newId(),
      client_id: clientId,
      secret_hash: Buffer.from('h'),
      created_by: by.personId,
      created_at: NOW,
    });
    const grant = { id: newId(), client_id: clientId, organisation_id: organisationId };
    await this.insert('api_client_grants', { ...grant, asked_by: by.personId, asked_at: NOW });
    return { clientId, organisationId };
  }

  async declaration(employerId: string, ladderId: string, by: Person): Promise<void> {
    const id = newId();
    const recorded = { recorded_at: NOW, recorded_by: by.personId };
    const declared = { employer_id: employerId, ladder_id: ladderId, missions: ['repas'] };
    await this.insert('employer_declarations', { id, ...recorded, ...declared, declared_on: '2026-01-05' });
    await this.insert('employer_declaration_withdrawals', { id: newId(), declaration_id: id, ...recorded });
    const proven = { person_id: by.personId, employer_id: employerId, kind: 'experience', months: 30 };
    await this.insert('tutor_proofs', { id: newId(), ...recorded, ...proven, checked_on: '2026-01-05' });
    const rule = { idcc: '0413', from_day: '2020-01-01', apprentices: 3, source: 'Accord' };
    await this.insert('tutor_branch_rules', { id: newId(), ...recorded, ...rule });
  }

  private fact(contractId: string) {
    this.sequence += 1;
    return { id: newId(), contract_id: contractId, sequence: this.sequence, recorded_at: NOW };
  }

  private async insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, i) => `$${i + 1}`);
    await this.client.query(
      `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    );
  }
}

export interface Described {
  readonly column: string;
  readonly type: string;
  /** The table that it refers to. */
  readonly refers: string | null;
}

/** A value of each type that a required column has. */
export const PLAINEST: Readonly<Record<string, unknown>> = {
  boolean: false,
  date: '2026-01-05',
  integer: 0,
  jsonb: '[]',
  text: 'x',
  'text[]': [],
};

/** Every table of numbered facts of contracts, with what a row of it must have. */
export const FACT_COLUMNS = `
  select c.relname::text as name, jsonb_agg(jsonb_build_object(
    'column', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'refers', f.confrelid::regclass::text
  )) as columns
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.attnotnull and not a.atthasdef
  left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  group by c.oid, c.relname
  having array['id', 'contract_id', 'sequence', 'recorded_at'] <@ array_agg(a.attname::text)
  order by c.oid -- what another refers to was made before it
`;
