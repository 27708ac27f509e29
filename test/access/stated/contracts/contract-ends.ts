import { ADMINISTRATORS, seen, type Rule } from '../../rule.js';
import { sample, type Sample } from '../../sample.js';

export const SAMPLES: readonly Sample[] = [sample('listTerminationGrounds')];

export const RULES: Readonly<Record<string, Rule>> = {
  // Read by whoever records an end.
  listTerminationGrounds: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? '200' : seen(by, '403')),
  },
};
