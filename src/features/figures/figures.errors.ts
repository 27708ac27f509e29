import type { AppError } from '../../kernel/errors.js';
import type { Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { invalidField } from '../../kernel/refusals.js';

export const oneOrganisation = (): AppError =>
  invalidField(
    '/trainingCentreId',
    'one_organisation',
    'Demandez un centre de formation ou un employeur : l’un des deux.',
    'Ask for a training centre or for an employer: one of the two.',
  );

export const yearNotClosed = (closedOn: Day): AppError =>
  invalidField(
    '/schoolYear',
    'year_not_closed',
    `Les chiffres de cette année scolaire sont arrêtés le ${formatDay(closedOn).fr} : demandez-les ensuite.`,
    `The figures of this school year are closed on ${formatDay(closedOn).en}: ask for them from then on.`,
  );
