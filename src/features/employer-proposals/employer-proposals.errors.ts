import { AppError } from '../../kernel/errors.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';
import type { OrganisationNamed } from '../organisations/organisations.types.js';
import type { ProposedTutorDecision, ProposedTutorState } from './employer-proposals.types.js';

export const notYoursToPropose = (): AppError =>
  forbidden(
    'Vous ne proposez un employeur que pour un centre de formation que vous administrez.',
    'You propose an employer only for a training centre that you administer.',
  );

export const whichCentre = (): AppError =>
  invalidField(
    '/trainingCentreId',
    'required',
    'Vous administrez plusieurs centres : indiquez lequel propose cet employeur.',
    'You administer several centres: say which of them proposes this employer.',
  );

export const notYoursToDecide = (decision: ProposedTutorDecision): AppError =>
  decision === 'withdrawn'
    ? forbidden(
        'Seul le centre qui a proposé ce tuteur le retire ; l’employeur l’accepte ou le refuse.',
        'Only the centre that proposed this tutor withdraws them; the employer accepts or refuses.',
      )
    : forbidden(
        'Seul un administrateur de l’employeur accepte ou refuse ce tuteur ; le centre peut le retirer.',
        'Only an administrator of the employer accepts or refuses this tutor; the centre may withdraw them.',
      );

export const employerJoined = (organisation: OrganisationNamed): AppError =>
  new AppError(
    'conflict',
    'employer_joined',
    {
      title: bilingual('Employeur déjà présent', 'Employer there already'),
      detail: bilingual(
        `« ${organisation.name} » a ses propres administrateurs : demandez-leur de nommer les tuteurs.`,
        `"${organisation.name}" has administrators of its own: ask them to name the tutors.`,
      ),
    },
    { organisation: { id: organisation.id, name: organisation.name } },
  );

export const tutorTaken = (): AppError =>
  new AppError('conflict', 'proposed_tutor_taken', {
    title: bilingual('Fiche engagée ailleurs', 'Record engaged elsewhere'),
    detail: bilingual(
      'Cette fiche a depuis un compte ou une appartenance : refusez-la, et enregistrez votre tuteur vous-même.',
      'This record has an account or a membership since: refuse it, and record your tutor yourself.',
    ),
  });

export const tutorDecided = (state: ProposedTutorState): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        `C’est déjà décidé : « ${PEOPLE_LABELS.ProposedTutorState[state].fr} ».`,
        `This is decided already: "${PEOPLE_LABELS.ProposedTutorState[state].en}".`,
      ),
    },
    { currentStatus: state, allowed: [] },
  );
