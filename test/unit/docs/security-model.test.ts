import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const page = readFileSync('docs/security-model.md', 'utf8');
const schema = readFileSync('migrations/schema.sql', 'utf8');

/** What runs with the rights of the owner, for whoever may call it. */
const beyondRowSecurity = [
  ...schema.matchAll(/^CREATE OR REPLACE FUNCTION app\.(\w+)\([\s\S]*?(?=\n\n|$(?![\s\S]))/gm),
]
  .filter(([text]) => text.includes('SECURITY DEFINER'))
  .map(([, name = '']) => name);

test('every function that sees past row security is told, each once, and no other', () => {
  const reported = [...page.matchAll(/^\| `app\.(\w+)` \|/gm)].map(([, name = '']) => name);

  expect(beyondRowSecurity.length).toBeGreaterThan(30);
  expect(reported.toSorted()).toEqual([...new Set(beyondRowSecurity)].toSorted());
});

test('what is said to be closed to the role of the API is closed', () => {
  for (const table of ['refresh_tokens', 'sign_in_failures', 'signing_keys']) {
    expect(page).toContain(`\`${table}\``);
    expect(schema).not.toMatch(new RegExp(`^grant .* on ${table} to palier_api`, 'm'));
  }
  for (const column of ['password_hash', 'secret_hash']) {
    expect(page).toContain(column);
    expect(schema).not.toMatch(new RegExp(`select \\([^)]*${column}[^)]*\\) on \\w+ to palier_api`));
  }
});
