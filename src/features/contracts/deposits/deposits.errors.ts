import type { FieldError } from '../../../kernel/errors.js';
import { fieldError } from '../../../kernel/refusals.js';

export const inTheFuture = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'in_the_future',
    'Ce jour est à venir : donnez un jour passé, ou aujourd’hui.',
    'This day is in the future: give a day of the past, or today.',
  );

export const decidedBeforeDeposit = (): FieldError =>
  fieldError(
    '/decidedOn',
    'decided_before_deposit',
    'La décision précède le dépôt : corrigez l’un des deux jours.',
    'The decision is before the deposit: correct one of the two days.',
  );

export const decisionIncomplete = (): FieldError =>
  fieldError(
    '/decidedOn',
    'decision_incomplete',
    'Une décision va avec son jour : donnez les deux, ou aucun.',
    'A decision goes with its day: give both, or neither.',
  );

export const notDeposited = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_deposited',
    'Sans dépôt, il n’y a ni numéro ni décision : donnez le jour du dépôt.',
    'Without a deposit there is no number and no decision: give the day of the deposit.',
  );
