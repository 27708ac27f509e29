import { ApiProperty } from '@nestjs/swagger';
import type { OrganisationId } from '../../kernel/ids.js';
import { bilingual, type Language } from '../../kernel/language.js';
import { REPORT_LABELS } from '../../kernel/labels/report-labels.js';
import type { Column, Table } from '../../platform/spreadsheet/tables.js';
import { UuidField, WholeInQuery } from '../../platform/validation/fields.js';
import { oneOrganisation } from './figures.errors.js';
import { INDICATORS, schoolYearOf } from './indicators.rules.js';
import {
  FIGURE_INDICATORS,
  FIGURE_UNITS,
  type Figure,
  type FigureIndicator,
  type FigureUnit,
  type Intake,
} from './figures.types.js';

export class FiguresQuery {
  @UuidField({ optional: true, description: 'Of this training centre. One of the two.' })
  trainingCentreId?: OrganisationId;
  @UuidField({ optional: true, description: 'Of this employer. One of the two.' })
  employerId?: OrganisationId;
  @WholeInQuery({ min: 2000, max: 2999, description: 'The year in which it begins, on 1 September.' })
  schoolYear!: number;
}

export class FigureResponse {
  /** What is counted or measured. */
  @ApiProperty({ enum: FIGURE_INDICATORS, enumName: 'FigureIndicator' }) indicator!: FigureIndicator;
  /** What people call the indicator. */
  @ApiProperty() indicatorTitle!: string;
  /** Null: of the programmes that are too small by themselves, together. */
  @ApiProperty({ type: String, nullable: true }) frameworkCode!: string | null;
  /** What people call the framework, or the class. */
  @ApiProperty() frameworkTitle!: string;
  /** `pooled`: some that are too small, together; `withheld`: nothing may be told. */
  @ApiProperty() category!: string;
  /** What people call the category. */
  @ApiProperty() categoryTitle!: string;
  /** What the value is in. */
  @ApiProperty({ enum: FIGURE_UNITS, enumName: 'FigureUnit' }) unit!: FigureUnit;
  /** Contracts in steps of 5; a median of the others. Null: withheld. */
  @ApiProperty({ type: 'integer', nullable: true }) value!: number | null;
  /** The contracts of the class, in steps of 5. */
  @ApiProperty({ type: 'integer', nullable: true }) population!: number | null;
  /** `value` of `population`, both as told. */
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1 }) share!: number | null;
}

/** The one organisation that is asked about. @throws validation_failed */
export function intakeOf({ trainingCentreId, employerId, schoolYear }: FiguresQuery): Intake {
  const year = schoolYearOf(schoolYear);
  if (trainingCentreId !== undefined && employerId === undefined)
    return { side: 'training_centre', organisationId: trainingCentreId, schoolYear: year };
  if (employerId !== undefined && trainingCentreId === undefined)
    return { side: 'employer', organisationId: employerId, schoolYear: year };
  throw oneOrganisation();
}

export const presentFigure = (figure: Figure, language: Language): FigureResponse => ({
  indicator: figure.indicator,
  indicatorTitle: INDICATORS[figure.indicator].title[language],
  frameworkCode: figure.framework.code,
  frameworkTitle: figure.framework.title[language],
  category: figure.category,
  categoryTitle: figure.categoryTitle[language],
  unit: figure.unit,
  value: figure.value,
  population: figure.population,
  share: figure.share,
});

type Row = FigureResponse;
const text = (name: keyof Row, fr: string, en: string, width: number, shown?: keyof Row): Column<Row> => ({
  name,
  title: bilingual(fr, en),
  kind: 'text',
  width,
  value: (row) => row[name],
  ...(shown ? { shown: (row: Row) => row[shown] } : {}),
});
const number = (name: keyof Row, fr: string, en: string, kind: 'whole' | 'share'): Column<Row> => ({
  ...text(name, fr, en, 12),
  kind,
});

export const FIGURES_TABLE: Table<Row> = {
  title: bilingual('Chiffres', 'Figures'),
  columns: [
    text('indicator', 'Indicateur', 'Indicator', 30, 'indicatorTitle'),
    text('frameworkCode', 'Formation', 'Framework', 28, 'frameworkTitle'),
    text('category', 'Catégorie', 'Category', 34, 'categoryTitle'),
    {
      ...text('unit', 'Unité', 'Unit', 18),
      shown: ({ unit }) => REPORT_LABELS.FigureUnit[unit] ?? unit,
    },
    number('value', 'Valeur', 'Value', 'whole'),
    number('population', 'Effectif', 'Population', 'whole'),
    number('share', 'Part', 'Share', 'share'),
  ],
};
