import type { FieldError } from '../../kernel/errors.js';
import { unknownReference } from '../../kernel/refusals.js';
import type { DaysShown, Shown } from './evidence.types.js';

const MAX_NAME = 120;

/** A name as it may be shown and saved anywhere: no folder, nothing invisible, no sign that a system keeps for itself. */
export function tidyFileName(name: string | null): string | null {
  const last = name?.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  return [...seen].slice(0, MAX_NAME).join('').trim() || null;
}

/** What the file is said to show, and is nothing of this contract. */
export function findForeign(shown: Shown, days: DaysShown): FieldError[] {
  return [
    ...(shown.observationId && days.observation === null ? [unknownReference('/observationId')] : []),
    ...(shown.signOffId && days.signOff === null ? [unknownReference('/signOffId')] : []),
    ...(shown.journalEntryId && days.journalEntry === null ? [unknownReference('/journalEntryId')] : []),
  ];
}
