import { API_EXAMPLES } from './examples.js';
import { MEMBER_WORDS } from './member-words.js';
import { API_REFUSALS } from './refusal-examples.js';
import {
  NO_RESET_REASONS,
  REFUSED_ACCEPTANCES,
  VOID_LINK_REASONS,
} from '../features/identity/identity.types.js';
import { LINK_NOT_POSSIBLE_REASONS } from '../features/guest-links/guest-links.errors.js';
import { GUEST_LINK_STATES, GUEST_LINK_VOID_REASONS } from '../features/guest-links/guest-links.types.js';
import { UNDO_OBSTACLES } from '../features/merges/merges.types.js';
import type { ApiWords } from '../platform/openapi/openapi.js';

const list = (items: object) => ({ type: 'array', items });
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const day = { type: 'string', format: 'date' };
const uuid = { type: 'string', format: 'uuid' };
const whole = { type: 'integer' };
const errors = list(schema('ProblemError'));
const heldMandate = {
  type: 'object',
  required: ['id', 'givenName', 'familyName', 'from', 'to'],
  properties: {
    id: { ...uuid, description: 'The mandate that stands there.' },
    givenName: { ...text, description: 'How its holder is called.' },
    familyName: { ...text, description: 'How its holder is called.' },
    from: { ...day, description: 'Its first day.' },
    to: {
      type: ['string', 'null'],
      format: 'date',
      description: 'Its last day, included; null: it has no end.',
    },
  },
};
const wayToAmend = {
  type: 'object',
  required: ['field', 'pointer', 'type'],
  properties: {
    field: { ...text, description: 'One of `fields`.' },
    pointer: { ...text, description: 'Where a proposed amendment says it.' },
    type: { ...text, description: 'typeContratApp of such an amendment.' },
  },
};
const missing = list(schema('MissingResponse'));

export const API_WORDS: ApiWords = {
  title: 'Palier',
  description: [
    'Le contrat, l’équipe tutorale et le parcours de missions de chaque alternant du secteur médico-social, et ce qu’il peut faire, maintenant, et sous quel regard.',
    'Pour essayer : `POST /v1/auth/login`, puis « Authorize » avec l’`accessToken` reçu. Les refus sont expliqués en français, ou en anglais avec `Accept-Language: en` ; un programme se fie à leur `code`. Aucun champ n’est fait pour l’identité d’un résident ou d’un patient : n’en écrivez aucune dans les textes libres.',
    '---',
    'The contract, the tutoring team and the mission ladder of each apprentice in care, and what they may do, now, and under whose eyes.',
    'To try it: `POST /v1/auth/login`, then "Authorize" with the `accessToken`. Refusals are problem documents (RFC 9457), in French, or in English with `Accept-Language: en`; programs branch on `code`, of which each operation lists its own; what is answered to `default` any of them may answer, and the headers there are on every answer. Days are days in France, instants are UTC. No field is a place for the identity of a resident or a patient: write none in free texts.',
  ].join('\n\n'),
  tags: {
    'Sign in': 'Connexion, invitations. — Tokens, and invitations to join.',
    'API clients': 'Accès des logiciels. — Programs of an organisation, and their tokens.',
    Me: 'Soi-même, ce qui vous attend, et ce qu’on vous a dit. — Who one is, one’s own details, what awaits one, and what one was told.',
    Organisations: 'Employeurs et centres de formation. — Employers and training centres.',
    People: 'Personnes et appartenances. — People, and what they are where.',
    Privacy:
      'Données personnelles : tout ce qui est gardé, et qui l’a lu. — Personal data: all that is held, and who read it.',
    Frameworks: 'Référentiels, par version. — Frameworks of diplomas, by version.',
    Ladders: 'Parcours de missions, par révision. — Mission ladders, by revision.',
    Contracts: 'Contrats, de la signature à la fin. — Contracts, from signature to end.',
    Mandates: 'L’équipe tutorale. — The tutoring team: who, as what, from when to when.',
    Alternation:
      'Calendrier de l’alternance, absences, essai, dépôt. — Where an alternant is, absences, the trial period, the deposit.',
    Reviews:
      'Bilans et visites, rythme voulu par le centre. — Reviews and visits, what each wrote of them, and when the next is due.',
    Outcomes:
      'Suites d’un contrat, à la fin et à six mois. — What became of an alternant, at the end and six months later.',
    Credentials:
      'Justificatifs de palier (Open Badges 3.0), vérifiables par tous. — Credentials of levels, which anybody can verify.',
    Prospects:
      'Alternants qui acceptent d’être vus par des employeurs. — Alternants who agree to be seen by employers.',
    Calendar: 'Ses propres dates, en iCalendar. — One’s own days, as iCalendar.',
    Placements:
      'Accueils chez des hôtes, en dehors de l’employeur. — Where an alternant is placed outside the employer, from when to when.',
    Tutors:
      'Qui peut être tuteur, et ce qu’il suit déjà. — Who may tutor, by what proofs, and what they follow.',
    Observations: 'Ce qui a été vu. — What was seen; it grants nothing by itself.',
    'Sign-offs': 'Validations des compétences. — Judgements on competencies.',
    'Sign-off requests':
      'Demandes de validation. — Who asks to be judged on what, who takes it on, what became of it.',
    'Guest links':
      'Liens ponctuels pour qui n’a pas de compte. — One-purpose links for somebody without an account.',
    Revocations: 'Retraits de validations. — What takes sign-offs back.',
    'Level decisions':
      'Passages de palier et reprises. — Openings of levels, and resumptions after long absences.',
    Ladder: 'Où en est l’alternant, ce qu’il peut faire. — Where an alternant stands, and what they may do.',
    Missions: 'Missions confiées. — Missions given for a time.',
    Concerns:
      'Alertes sur des missions. — What worries somebody about missions, and withdraws them if grave.',
    Journal: 'Journal de l’alternant. — What the alternant says that they did.',
    'Training plan': 'Plan de formation. — What is to be learned: where, and by when.',
    'Self-assessments':
      'Auto-évaluations, à côté des règles. — How alternants see themselves; no rule reads it.',
    Declarations:
      'Travaux réglementés déclarés par un employeur. — Regulated work that an employer declared.',
    Attestations: 'Prérequis détenus. — Prerequisites that an alternant holds, and until when.',
    Evidence: 'Photos et documents. — Photos and documents that show what was done.',
    Disputes:
      'Contestations de l’alternant et ce qui en est décidé. — What an alternant contests, and what is ruled.',
    Reports: 'Cohortes. — Cohorts.',
    'Reference data': 'Codes et leurs libellés. — Codes, and what people read in their place.',
    Health: 'État du serveur. — Whether the server lives and is ready.',
  },
  examples: API_EXAMPLES,
  members: MEMBER_WORDS,
  mergedSchemas: ['PersonNameResponse', 'OrganisationNameResponse', 'MovedAssignment'],
  refusals: API_REFUSALS,
  problemMembers: {
    ...Object.fromEntries(
      [
        'administrator_missing',
        'invalid_client',
        'invalid_request',
        'unsupported_grant_type',
        'invalid_scope',
      ].map((code) => [code, { error: text, error_description: text }]),
    ),
    forbidden: { 'requiredScopes?': list(schema('Scope')) },
    validation_failed: { errors, 'errorsOmitted?': { type: 'integer', minimum: 1 } },
    erasure_obstructed: { obstacles: list(schema('ErasureObstacle')) },
    observed_in_the_future: { errors },
    level_locked: { missing, awaiting: list(text), errors },
    client_id_reused: { errors },
    already_acquired: { signOffId: uuid, errors },
    quorum_not_met: { evidence: schema('EvidenceResponse'), errors },
    contract_not_active: { currentStatus: schema('ContractStatus') },
    level_not_ready: { currentStatus: schema('LevelStatus'), missing },
    illegal_transition: {
      currentStatus: {
        anyOf: [
          'ContractStatus',
          'ApiClientGrantState',
          'DisputeStatus',
          'EmailChangeState',
          'InvitationState',
          'JournalEntryStatus',
          'PlanItemStatus',
          'ReviewStatus',
          'ProposedTutorState',
          'ProspectContactState',
          'SignOffRequestStatus',
        ].map(schema),
      },
      allowed: list(text),
    },
    merge_refused: { obstacles: list(schema('MergeObstacleResponse')) },
    merge_not_undoable: {
      obstacles: list({
        type: 'object',
        required: ['code', 'detail'],
        properties: { code: { type: 'string', enum: [...UNDO_OBSTACLES] }, detail: text },
      }),
    },
    already_claimed: {
      currentStatus: schema('SignOffRequestStatus'),
      allowed: list(text),
      claimedBy: uuid,
      claimedAt: { type: 'string', format: 'date-time' },
    },
    invitation_void: { reason: { type: 'string', enum: [...REFUSED_ACCEPTANCES] } },
    guest_link_closed: {
      state: { type: 'string', enum: [...GUEST_LINK_STATES] },
      'reason?': { type: 'string', enum: [...GUEST_LINK_VOID_REASONS] },
    },
    guest_link_not_possible: { reason: { type: 'string', enum: [...LINK_NOT_POSSIBLE_REASONS] } },
    link_void: { reason: { type: 'string', enum: [...VOID_LINK_REASONS] } },
    reset_not_possible: { reason: { type: 'string', enum: [...NO_RESET_REASONS] } },
    dispute_too_late: { lastOn: day },
    already_disputed: { disputeId: uuid },
    quota_exceeded: { quota: text, used: whole, limit: whole },
    amendment_closed: { currentStatus: schema('AmendmentStatus') },
    amendment_outdated: { errors },
    amendment_required: { fields: list(text), ways: list(wayToAmend) },
    signatures_awaited: { awaited: list(schema('AmendmentParty')) },
    too_many_amendments: { most: whole },
    transfer_agreed: { amendmentId: uuid },
    not_amendable: { fields: list(text), currentStatus: schema('ContractStatus') },
    not_correctable: { kind: schema('ContractStepKind') },
    already_corrected: { 'currentSequence?': whole },
    end_is_final: { since: day },
    end_not_grounded: { errors },
    contract_not_running: { currentStatus: schema('ContractStatus') },
    ladder_mismatch: { ladderId: uuid },
    mapping_replaced: { mappingId: uuid },
    review_awaited: { from: day },
    review_changed: { asOf: whole },
    concern_open: { missions: list(text) },
    losses_not_acknowledged: { impact: schema('MoveImpactResponse'), acknowledge: text },
    mission_not_entitled: { reasons: list(schema('ReasonResponse')), missing },
    main_tutor_missing: { on: day },
    not_ready: { reason: text },
    not_acceptable: { available: list(text) },
    birth_date_implausible: { age: whole, atLeast: whole, atMost: whole },
    identity_protected: { fields: list(text) },
    employer_joined: {
      organisation: { type: 'object', required: ['id', 'name'], properties: { id: uuid, name: text } },
    },
    siret_taken: {
      organisation: { type: 'object', required: ['id', 'name'], properties: { id: uuid, name: text } },
    },
    checks_failed: {
      findings: list({
        type: 'object',
        required: ['code', 'pointer', 'detail', 'rule', 'article', 'overridable'],
        properties: {
          code: text,
          pointer: { type: ['string', 'null'] },
          detail: text,
          rule: { type: ['string', 'null'] },
          article: { type: ['string', 'null'] },
          overridable: { type: 'boolean' },
        },
      }),
    },
    tutor_under_age: { tutorId: uuid, atLeast: whole },
    tutor_over_capacity: {
      tutorId: uuid,
      on: day,
      followed: whole,
      limit: whole,
      repeating: whole,
      source: text,
      contracts: list({
        type: 'object',
        required: ['contractId', 'alternant', 'employer', 'from', 'to'],
        properties: { contractId: uuid, alternant: text, employer: text, from: day, to: day },
      }),
      othersFollowed: whole,
    },
    main_tutor_overlap: { 'mandate?': heldMandate },
    mandate_exists: { mandate: heldMandate },
    mandate_fixed: { mandateId: uuid },
    mandate_unfit: {
      mandates: list({
        type: 'object',
        required: ['mandateId', 'personId', 'role'],
        properties: { mandateId: uuid, personId: uuid, role: schema('MandateRole') },
      }),
    },
  },
};
