import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { addDays, type Day } from '../../../kernel/days.js';
import type { FileRow, Titles } from './export.types.js';

/** What the parts of somebody's file are called. Every table that holds something on people is one of them. */
export const SECTION_TITLES: Readonly<Record<string, Bilingual>> = {
  people: bilingual('Identité', 'Identity'),
  person_names: bilingual('Noms, tels qu’ils ont été enregistrés', 'Names, as they were recorded'),
  person_birth_dates: bilingual('Dates de naissance enregistrées', 'Birth dates recorded'),
  person_corrections: bilingual('Corrections d’identité', 'Corrections of identity'),
  person_merges: bilingual('Fusions de fiches', 'Merges of records'),
  person_merge_moves: bilingual('Contrats repris par une fusion', 'Contracts moved by a merge'),
  proposed_tutors: bilingual('Propositions de tuteur', 'Proposals as a tutor'),
  tutor_proofs: bilingual('Preuves et dérogations comme tuteur', 'Proofs and derogations as a tutor'),
  tutor_branch_rules: bilingual('Règles de branche enregistrées', 'Branch rules recorded'),
  contract_external_ids: bilingual('Identifiants externes des contrats', 'External ids of contracts'),
  contract_confirmations: bilingual('Doublons de contrat confirmés', 'Duplicate contracts confirmed'),
  contract_confirmation_withdrawals: bilingual('Confirmations retirées', 'Confirmations withdrawn'),
  contract_amendments: bilingual('Avenants proposés', 'Amendments proposed'),
  contract_amendment_papers: bilingual(
    'Ce que les avenants changent du formulaire',
    'What amendments change of the form',
  ),
  transfer_answers: bilingual('Réponses aux transferts', 'Answers to transfers'),
  contract_amendment_answers: bilingual('Réponses aux avenants', 'Answers to amendments'),
  contract_check_overrides: bilingual(
    'Contrôles du contrat outrepassés',
    'Checks of the contract overridden',
  ),
  contract_check_override_withdrawals: bilingual('Contrôles rétablis', 'Overrides withdrawn'),
  contract_groups: bilingual('Groupes', 'Groups'),
  contract_forms: bilingual('Formulaires de contrat', 'Forms of contracts'),
  contract_calendars: bilingual('Calendriers de l’alternance', 'Calendars of the alternation'),
  contract_absences: bilingual('Absences', 'Absences'),
  placement_versions: bilingual('Accueils chez des hôtes', 'Placements at hosts'),
  placements: bilingual('Jours chez des hôtes', 'Days at hosts'),
  contract_outcomes: bilingual('Suites des contrats', 'Outcomes of contracts'),
  level_credentials: bilingual('Justificatifs de palier', 'Credentials of levels'),
  contract_deposits: bilingual('Dépôts du contrat', 'Deposits of the contract'),
  guest_links: bilingual('Liens donnés pour une fois', 'Links given for one purpose'),
  api_client_grants: bilingual('Accès de programmes', 'Grants to programs'),
  employer_proposals: bilingual('Employeurs proposés', 'Employers proposed'),
  erasures: bilingual('Effacements demandés', 'Erasures asked'),
  memberships: bilingual('Appartenances', 'Memberships'),
  accounts: bilingual('Compte', 'Account'),
  sessions: bilingual('Sessions', 'Sessions'),
  refresh_tokens: bilingual('Jetons de session', 'Session tokens'),
  calendar_links: bilingual('Adresses de calendrier', 'Calendar addresses'),
  account_links: bilingual('Liens de compte envoyés', 'Account links sent'),
  idempotency_keys: bilingual('Réponses gardées 24 h', 'Answers kept for 24 h'),
  invitations: bilingual('Invitations', 'Invitations'),
  notification_preferences: bilingual('Préférences de notification', 'Notification preferences'),
  notifications: bilingual('Notifications', 'Notifications'),
  mails: bilingual('Messages envoyés', 'Mails sent'),
  file_reads: bilingual('Consultations du dossier', 'Readings of the file'),
  sent_facts: bilingual('Saisies envoyées d’un appareil', 'Entries sent from a device'),
  contracts: bilingual('Contrats', 'Contracts'),
  contract_steps: bilingual('Étapes des contrats', 'Steps of contracts'),
  mandates: bilingual('Mandats', 'Mandates'),
  mandate_absences: bilingual('Absences de tuteurs', 'Absences of tutors'),
  mandate_absence_ends: bilingual('Fins d’absence', 'Ends of absences'),
  observations: bilingual('Observations', 'Observations'),
  observation_withdrawals: bilingual('Observations retirées', 'Observations withdrawn'),
  proposal_dismissals: bilingual('Propositions de retrait écartées', 'Proposals of revocation dismissed'),
  sign_offs: bilingual('Validations', 'Sign-offs'),
  revocations: bilingual('Retraits de validation', 'Revocations'),
  level_decisions: bilingual('Décisions de passage', 'Level decisions'),
  sign_off_requests: bilingual('Demandes de validation', 'Sign-off requests'),
  sign_off_request_claims: bilingual('Demandes prises en charge', 'Requests claimed'),
  sign_off_request_ends: bilingual('Fins de demande', 'Ends of requests'),
  assignments: bilingual('Missions confiées', 'Assignments'),
  assignment_ends: bilingual('Fins de mission', 'Ends of assignments'),
  journal_entries: bilingual('Journal', 'Journal'),
  journal_entry_steps: bilingual('Suites du journal', 'What became of journal entries'),
  self_assessments: bilingual('Autoévaluations', 'Self-assessments'),
  plan_items: bilingual('Plan de formation', 'Training plan'),
  plan_item_withdrawals: bilingual('Éléments du plan retirés', 'Items of the plan withdrawn'),
  attestations: bilingual('Attestations', 'Attestations'),
  attestation_proofs: bilingual('Références des attestations', 'References of attestations'),
  attestation_withdrawals: bilingual('Attestations retirées', 'Attestations withdrawn'),
  concerns: bilingual('Alertes', 'Concerns'),
  concern_reviews: bilingual('Revues d’alerte', 'Reviews of concerns'),
  reviews: bilingual('Bilans et visites', 'Reviews and visits'),
  review_steps: bilingual('Suites des bilans', 'What became of reviews'),
  review_sections: bilingual('Parties écrites des bilans', 'Sections of reviews'),
  review_answers: bilingual('Accords et désaccords sur les bilans', 'Answers to reviews'),
  review_rules: bilingual('Rythmes de bilan fixés', 'Rhythms of reviews set'),
  disputes: bilingual('Contestations', 'Disputes'),
  dispute_endings: bilingual('Issues des contestations', 'Endings of disputes'),
  overturns: bilingual('Faits annulés', 'Facts overturned'),
  contested_fact_rulings: bilingual('Faits contestés tranchés', 'Rulings on contested facts'),
  resumptions: bilingual('Reprises après absence', 'Resumptions after an absence'),
  resumption_withdrawals: bilingual('Reprises retirées', 'Resumptions withdrawn'),
  ladder_changes: bilingual('Changements de parcours', 'Changes of ladder'),
  evidence: bilingual('Fichiers', 'Files'),
  evidence_withdrawals: bilingual('Fichiers retirés', 'Files withdrawn'),
  events: bilingual('Historique des contrats', 'History of contracts'),
  progress: bilingual('Progression', 'Progress'),
  employer_declarations: bilingual('Déclarations de l’employeur', 'Declarations of the employer'),
  employer_declaration_withdrawals: bilingual('Déclarations retirées', 'Declarations withdrawn'),
  api_clients: bilingual('Programmes enregistrés', 'Programs registered'),
  api_client_secrets: bilingual('Secrets de programmes créés', 'Secrets of programs made'),
  prospect_agreements: bilingual('Accords pour être vu', 'Agreements to be seen'),
  prospect_views: bilingual('Vues par des employeurs', 'Views by employers'),
  prospect_contacts: bilingual('Demandes de contact', 'Contacts asked for'),
  prospect_contact_decisions: bilingual('Réponses aux demandes de contact', 'Answers to contacts'),
  ladder_mappings: bilingual('Correspondances de parcours', 'Mappings of ladders'),
};

export const titleOf = (section: string, language: Language): string =>
  SECTION_TITLES[section]?.[language] ?? section;

/** Days that are stored as the first day out, shown as the last one in. */
const LAST_DAYS: Readonly<Record<string, string>> = {
  until_day: 'to',
  planned_until_day: 'plannedTo',
  held_until: 'heldTo',
};
const OTHER_NAMES: Readonly<Record<string, string>> = { from_day: 'from', on_day: 'on', by_day: 'by' };

/** Members that hold codes of the ladder, and the kind of code. */
const CODES: Readonly<Record<string, 'competency' | 'level' | 'mission'>> = {
  competency: 'competency',
  competencies: 'competency',
  level: 'level',
  maxLevel: 'level',
  currentLevel: 'level',
  mission: 'mission',
  missions: 'mission',
};

/** A row as a person reads it: names beside ids, titles beside codes, the last day of what ended. */
export function presentRow({ row, names, titles }: FileRow): Record<string, unknown> {
  const shown = Object.entries(row).flatMap(([column, value]) => {
    const name = LAST_DAYS[column] ?? OTHER_NAMES[column] ?? camelCase(column);
    const known = typeof value === 'string' ? names[value] : undefined;
    if (known !== undefined) return [[name, { id: value, name: known }] as const];
    return [[name, column in LAST_DAYS && value !== null ? addDays(value as Day, -1) : value] as const];
  });
  return withTitles(Object.fromEntries(shown), titles ?? {}) as Record<string, unknown>;
}

function withTitles(value: unknown, titles: Titles): unknown {
  if (Array.isArray(value)) return value.map((item) => withTitles(item, titles));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const kind = CODES[name];
      const called = kind && titles[kind];
      if (called && typeof member === 'string' && called[member] !== undefined)
        return [
          [name, member],
          [`${name}Title`, called[member]],
        ];
      if (called && Array.isArray(member) && member.every((code) => typeof code === 'string'))
        return [[name, member.map((code) => ({ code, title: called[code] ?? code }))]];
      return [[name, withTitles(member, titles)]];
    }),
  );
}

const camelCase = (column: string): string =>
  column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
