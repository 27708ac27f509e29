import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/spreadsheet/tables.js';
import type { Cell } from '../../platform/spreadsheet/xlsx.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import type { CohortLevel, CohortRowResponse } from './reports.dto.js';

/** A ladder has 2 to 8 levels. Every table has the columns of eight, so that they never depend on the contracts in it. */
const MOST_LEVELS = 8;

/** What people read instead of a code. */
const labelled = (labels: Readonly<Record<string, Bilingual>>, code: string | null): Bilingual | null =>
  code === null ? null : (labels[code] ?? bilingual(code, code));

type Row = CohortRowResponse;
type Value = (row: Row) => Cell;
type Shown = Column<Row>['shown'];

/** A code that people read as `shown` says. */
const text = (
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
const day = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...text(name, fr, en, 12, value),
  kind: 'day',
});
const whole = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...text(name, fr, en, 10, value),
  kind: 'whole',
});

const hours = (name: string, fr: string, en: string, value: Value): Column<Row> => ({
  ...whole(name, fr, en, value),
  kind: 'decimal',
});

const levelColumns = (index: number): Column<Row>[] => {
  const [name, fr, en] = [`level${index + 1}`, `Palier ${index + 1}`, `Level ${index + 1}`];
  const of = (member: (level: CohortLevel) => Cell) => (row: Row) => {
    const level = row.levels[index];
    return level ? member(level) : null;
  };
  return [
    text(
      `${name}Code`,
      fr,
      en,
      18,
      of(({ code }) => code),
      of(({ title }) => title),
    ),
    text(
      `${name}Status`,
      `${fr} : état`,
      `${en}: status`,
      12,
      of(({ status }) => status),
      (row) => {
        return labelled(LADDER_LABELS.LevelStatus, row.levels[index]?.status ?? null);
      },
    ),
    whole(
      `${name}Acquired`,
      `${fr} : acquises`,
      `${en}: acquired`,
      of(({ acquired }) => acquired),
    ),
    whole(
      `${name}Required`,
      `${fr} : requises`,
      `${en}: required`,
      of(({ required }) => required),
    ),
  ];
};

const listOf = (some: readonly (Bilingual | null)[]): Bilingual => {
  const each = some.filter((one) => one !== null);
  return bilingual(each.map(({ fr }) => fr).join(', '), each.map(({ en }) => en).join(', '));
};

/** What a list is asked for beside the progress. */
const DETAILS: readonly Column<Row>[] = [
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

/** Who, how the contract stands, how far, what to look at; then level by level; ids last, which only programs read. */
export const COHORT_TABLE: Table<Row> = {
  title: bilingual('Cohorte', 'Cohort'),
  columns: [
    text('alternantFamilyName', 'Nom', 'Family name', 20, ({ alternant }) => alternant.familyName),
    text('alternantGivenName', 'Prénom', 'Given name', 16, ({ alternant }) => alternant.givenName),
    text('employerName', 'Employeur', 'Employer', 28, ({ employer }) => employer.name),
    text(
      'trainingCentreName',
      'Centre de formation',
      'Training centre',
      24,
      (row) => row.trainingCentre.name,
    ),
    text(
      'mainTutorFamilyName',
      'Tuteur : nom',
      'Tutor: family name',
      18,
      (row) => row.mainTutor?.familyName ?? null,
    ),
    text(
      'mainTutorGivenName',
      'Tuteur : prénom',
      'Tutor: given name',
      14,
      (row) => row.mainTutor?.givenName ?? null,
    ),
    text(
      'status',
      'Statut',
      'Status',
      11,
      ({ status }) => status,
      ({ status }) => labelled(PEOPLE_LABELS.ContractStatus, status),
    ),
    day('startsOn', 'Début', 'Starts on', ({ startsOn }) => startsOn),
    day('endsOn', 'Fin', 'Ends on', ({ endsOn }) => endsOn),
    text(
      'currentLevel',
      'Palier actuel',
      'Current level',
      18,
      ({ currentLevel }) => currentLevel,
      ({ currentLevel, levels }) => levels.find(({ code }) => code === currentLevel)?.title ?? currentLevel,
    ),
    {
      name: 'complete',
      title: bilingual('Parcours achevé', 'Complete'),
      kind: 'yes_no',
      width: 10,
      value: (row) => row.complete,
    },
    whole('acquired', 'Compétences acquises', 'Acquired', ({ acquired }) => acquired),
    whole('required', 'Compétences requises', 'Required', ({ required }) => required),
    {
      name: 'expectedPace',
      title: bilingual('Avancement attendu', 'Expected pace'),
      kind: 'share',
      width: 11,
      value: (row) => row.expectedPace,
    },
    day('lastSignOffOn', 'Dernière validation', 'Last sign-off', ({ lastSignOffOn }) => lastSignOffOn),
    whole('daysSinceLastSignOff', 'Jours depuis', 'Days since', (row) => row.daysSinceLastSignOff),
    text(
      'flags',
      'À regarder',
      'Flags',
      24,
      ({ flags }) => flags.join(' '),
      ({ flags }) => listOf(flags.map((flag) => labelled(PEOPLE_LABELS.CohortFlag, flag))),
    ),
    text('reasons', 'Pourquoi', 'Why', 60, ({ reasons }) => reasons.map(({ detail }) => detail).join(' ')),
    ...DETAILS,
    ...Array.from({ length: MOST_LEVELS }, (_, index) => levelColumns(index)).flat(),
    text('contractExternalId', 'Votre id. contrat', 'Your contract id', 14, ({ externalId }) => externalId),
    text(
      'alternantExternalId',
      'Votre id. alternant',
      'Your alternant id',
      14,
      ({ alternant }) => alternant.externalId,
    ),
    text('contractId', 'Id. contrat', 'Contract id', 14, ({ contractId }) => contractId),
    text('alternantId', 'Id. alternant', 'Alternant id', 14, ({ alternant }) => alternant.id),
    text('employerId', 'Id. employeur', 'Employer id', 14, ({ employer }) => employer.id),
    text(
      'trainingCentreId',
      'Id. centre',
      'Training centre id',
      14,
      ({ trainingCentre }) => trainingCentre.id,
    ),
    text('mainTutorId', 'Id. tuteur', 'Tutor id', 14, ({ mainTutor }) => mainTutor?.id ?? null),
    text('frameworkId', 'Id. référentiel', 'Framework id', 14, ({ frameworkId }) => frameworkId),
    text('ladderId', 'Id. parcours', 'Ladder id', 14, ({ ladderId }) => ladderId),
  ],
};
