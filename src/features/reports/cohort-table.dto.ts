import { bilingual } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/spreadsheet/tables.js';
import type { Cell } from '../../platform/spreadsheet/xlsx.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import { day, DETAILS, labelled, listOf, text, whole } from './cohort-columns.dto.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import type { CohortLevel, CohortRowResponse as Row } from './reports.dto.js';

/** A ladder has 2 to 8 levels. Every table has the columns of eight, so that they never depend on the contracts in it. */
const MOST_LEVELS = 8;

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
