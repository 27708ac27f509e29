import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Column } from '../../platform/spreadsheet/tables.js';
import type { Cell } from '../../platform/spreadsheet/xlsx.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import type { CohortRowResponse } from './reports.dto.js';

/** What people read instead of a code. */
export const labelled = (
  labels: Readonly<Record<string, Bilingual>>,
  code: string | null,
): Bilingual | null => (code === null ? null : (labels[code] ?? bilingual(code, code)));

type Row = CohortRowResponse;
type Value = (row: Row) => Cell;
type Shown = Column<Row>['shown'];

/** A code that people read as `shown` says. */
export const text = (
  name: string,
  fr: string,
  en: string,
  width: number,
  value: Value,
  shown?: Shown,
): Column<Row> => ({
  name,
  title: bilingual(fr, en),
  kind: 'text',
  width,
  value,
  ...(shown ? { shown } : {}),
});
export const day = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...text(name, fr, en, 12, value),
  kind: 'day',
});
export const whole = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...text(name, fr, en, 10, value),
  kind: 'whole',
});

export const hours = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...whole(name, fr, en, value),
  kind: 'decimal',
});

export const listOf = (some: readonly (Bilingual | null)[]): Bilingual => {
  const each = some.filter((one) => one !== null);
  return bilingual(each.map(({ fr }) => fr).join(', '), each.map(({ en }) => en).join(', '));
};

/** What a list is asked for beside the progress. */
export const DETAILS: readonly Column<Row>[] = [
  text('group', 'Groupe', 'Group', 16, ({ group }) => group),
  text(
    'kind',
    'Contrat',
    'Contract',
    24,
    ({ kind }) => kind,
    ({ kind }) => labelled(PEOPLE_LABELS.ContractKind, kind),
  ),
  day('birthDate', 'Naissance', 'Birth date', ({ alternant }) => alternant.birthDate),
  day('signedOn', 'Signature', 'Signed on', ({ signedOn }) => signedOn),
  day('endedOn', 'Fin réelle', 'Ended on', ({ endedOn }) => endedOn),
  text(
    'endCause',
    'Cause de la fin',
    'End cause',
    24,
    ({ endCause }) => endCause,
    ({ endCause }) => labelled(PEOPLE_LABELS.ContractEndCause, endCause),
  ),
  day('suspendedFrom', 'Suspendu du', 'Suspended from', ({ suspension }) => suspension?.from ?? null),
  day('suspendedTo', 'Suspendu au', 'Suspended to', ({ suspension }) => suspension?.to ?? null),
  text(
    'referentFamilyName',
    'Référent : nom',
    'Referent: family name',
    18,
    ({ referent }) => referent?.familyName ?? null,
  ),
  text(
    'referentGivenName',
    'Référent : prénom',
    'Referent: given name',
    14,
    ({ referent }) => referent?.givenName ?? null,
  ),
  text(
    'employerSiret',
    'SIRET employeur',
    'Employer SIRET',
    18,
    ({ employer }) => employer.siret,
    // As it is written: a spreadsheet would take 14 digits for a number and round it.
    ({ employer }) => employer.siret?.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4') ?? null,
  ),
  text('trainingCentreUai', 'UAI du centre', 'Centre UAI', 11, ({ trainingCentre }) => trainingCentre.uai),
  text('frameworkCode', 'Référentiel', 'Framework', 10, ({ framework }) => framework.code),
  text('frameworkTitle', 'Diplôme', 'Diploma', 30, ({ framework }) => framework.title),
  text('rncp', 'Fiche RNCP', 'RNCP sheet', 11, ({ framework }) => framework.rncp),
  whole('openConcerns', 'Alertes ouvertes', 'Open concerns', ({ openConcerns }) => openConcerns),
  whole('openDisputes', 'Contestations', 'Open disputes', ({ openDisputes }) => openDisputes),
  day(
    'attestationsExpireOn',
    'Attestations jusqu’au',
    'Attestations expire on',
    (row) => row.attestationsExpireOn,
  ),
  hours('journalHours', 'Heures au journal', 'Journal hours', ({ journalHours }) => journalHours),
];
