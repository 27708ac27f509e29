import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { bornInTheFuture, cannotBeCleared } from './people.errors.js';
import type { PersonDetails } from './people.types.js';

/** Everything wrong with what is said of a person. A name that a PATCH set to null is one that cannot be cleared. */
export function findWrongDetails(details: PersonDetails, today: Day): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['givenName', 'familyName'] as const) {
    if ((details[name] as string | null) === null) errors.push(cannotBeCleared(`/${name}`));
  }
  if (details.birthDate !== null && details.birthDate > today) errors.push(bornInTheFuture());
  return errors;
}

/** Names to go on with until somebody corrects them: jeanne.petit@… is Jeanne Petit by all appearances. */
export function namesFromEmail(email: string): { givenName: string; familyName: string } {
  const local = email.slice(0, email.lastIndexOf('@'));
  const [first = local, ...others] = local
    .split(/[._-]+/)
    .filter((part) => part !== '')
    .map(capitalised);
  return { givenName: first, familyName: others.join(' ') || first };
}

const capitalised = (word: string): string => word.charAt(0).toLocaleUpperCase('fr') + word.slice(1);
