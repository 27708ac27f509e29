/** What an API client may be allowed, one by one: only what has a route today. */
export const SCOPE_TITLES = {
  'people:read': 'Read the people of the organisation and of its contracts',
  'people:write': 'Create and change the people of the organisation',
  'contracts:read': 'Read contracts, mandates and their history',
  'contracts:write':
    'Create, sign, change and end contracts, open and end mandates, declare absences, record declarations and attestations',
  'progress:read':
    'Read ladders, entitlements, observations, sign-offs, decisions, revocations and assignments',
  'reports:read': 'Read reports',
  'changes:read': 'Read the history of contracts',
} as const;

export type Scope = keyof typeof SCOPE_TITLES;
export const SCOPES = Object.keys(SCOPE_TITLES) as readonly Scope[];

export const isScope = (value: string): value is Scope => Object.hasOwn(SCOPE_TITLES, value);
