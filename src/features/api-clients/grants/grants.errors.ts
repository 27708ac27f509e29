import { AppError } from '../../../kernel/errors.js';
import { PEOPLE_LABELS } from '../../../kernel/labels/people-labels.js';
import { bilingual } from '../../../kernel/language.js';
import { forbidden, invalidField } from '../../../kernel/refusals.js';
import type { GrantState } from './grants.types.js';

export const ownOrganisation = (): AppError =>
  invalidField(
    '/organisationId',
    'own_organisation',
    'Ce client agit déjà pour son organisation : indiquez un autre établissement.',
    'This client acts for its own organisation already: name another establishment.',
  );

export const notTheSameEntity = (): AppError =>
  invalidField(
    '/organisationId',
    'other_entity',
    'Un client sert les employeurs d’un même SIREN, ou des centres de formation : créez-en un autre pour cet établissement.',
    'A client serves employers of one SIREN, or training centres: make another for this establishment.',
  );

export const grantedAlready = (): AppError =>
  invalidField(
    '/organisationId',
    'granted_already',
    'C’est déjà demandé ou accordé pour cet établissement.',
    'This is asked or granted for this establishment already.',
  );

export const tooManyGrants = (most: number): AppError =>
  invalidField(
    '/organisationId',
    'too_many',
    `Un client sert ${most} établissements au plus : retirez-en un, ou créez un autre client.`,
    `A client serves ${most} establishments at most: withdraw one, or make another client.`,
  );

export const notYoursToAccept = (): AppError =>
  forbidden(
    'Seul un administrateur de cet établissement accepte qu’un logiciel agisse pour lui.',
    'Only an administrator of this establishment accepts that a program acts for it.',
  );

export const grantNotOpen = (state: GrantState): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Impossible step'),
      detail: bilingual(
        `Cet accord est « ${PEOPLE_LABELS.ApiClientGrantState[state].fr} » : il n’y a rien à faire de plus.`,
        `This grant is "${PEOPLE_LABELS.ApiClientGrantState[state].en}": there is nothing more to do.`,
      ),
    },
    { currentStatus: state, allowed: [] },
  );
