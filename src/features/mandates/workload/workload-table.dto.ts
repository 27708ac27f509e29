import { bilingual } from '../../../kernel/language.js';
import type { Column, Table } from '../../../platform/spreadsheet/tables.js';
import type { TutorResponse as Row } from './workload.dto.js';

const column = (
  name: string,
  [fr, en]: readonly [string, string],
  kind: Column<Row>['kind'],
  width: number,
  value: Column<Row>['value'],
): Column<Row> => ({ name, title: bilingual(fr, en), kind, width, value });

const whole = (name: string, titles: readonly [string, string], value: Column<Row>['value']) =>
  column(name, titles, 'whole', 10, value);
const text = (name: string, titles: readonly [string, string], width: number, value: Column<Row>['value']) =>
  column(name, titles, 'text', width, value);

/** A line for each tutor of an establishment; places are those of the day, ids come last, which only programs read. */
export const WORKLOAD_TABLE: Table<Row> = {
  title: bilingual('Tuteurs', 'Tutors'),
  columns: [
    text('employerName', ['Établissement', 'Establishment'], 28, ({ employer }) => employer.name),
    text('siret', ['SIRET', 'SIRET'], 16, ({ employer }) => employer.siret),
    text('familyName', ['Nom', 'Family name'], 20, ({ person }) => person.familyName),
    text('givenName', ['Prénom', 'Given name'], 16, ({ person }) => person.givenName),
    whole('mainTutor', ['Tuteur principal', 'Main tutor'], ({ follows }) => follows.mainTutor),
    whole('coTutor', ['Co-tuteur', 'Co-tutor'], ({ follows }) => follows.coTutor),
    whole('substitute', ['Suppléant', 'Substitute'], ({ follows }) => follows.substitute),
    text('alternants', ['Alternants', 'Alternants'], 40, ({ contracts }) =>
      [...new Set(contracts.map(({ alternant }) => alternant))].join(', '),
    ),
    whole(
      'apprenticeshipPlaces',
      ['Places : apprentis', 'Places: apprentices'],
      ({ places }) => places?.[0]?.apprenticeship ?? null,
    ),
    whole(
      'repeatingPlaces',
      ['Places : redoublants', 'Places: repeating'],
      ({ places }) => places?.[0]?.repeating ?? null,
    ),
    whole(
      'professionalisationPlaces',
      ['Places : professionnalisation', 'Places: professionalisation'],
      ({ places }) => places?.[0]?.professionalisation ?? null,
    ),
    column('absentFrom', ['Absent du', 'Absent from'], 'day', 12, ({ absence }) => absence?.from ?? null),
    column('absentTo', ['Absent au', 'Absent to'], 'day', 12, ({ absence }) => absence?.to ?? null),
    whole('weeklyMinutes', ['Minutes par semaine', 'Minutes a week'], ({ weeklyMinutes }) => weeklyMinutes),
    text('trainings', ['Formations', 'Trainings'], 30, ({ trainings }) =>
      trainings.map(({ title }) => title).join(', '),
    ),
    text('employerId', ['Établissement (id)', 'Establishment (id)'], 38, ({ employer }) => employer.id),
    text('personId', ['Tuteur (id)', 'Tutor (id)'], 38, ({ person }) => person.id),
  ],
};
