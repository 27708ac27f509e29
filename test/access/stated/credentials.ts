import { seen, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** One of each contract, of its first level: its id is that of the contract with another end. */
const credentialOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + 'c'.repeat(12);
async function issued({ app }: World) {
  await app.owner.query(`
    insert into level_credentials
      (id, contract_id, ladder_id, level, shown_name, achieved_at, issued_at, status_list, status_index)
    select overlay(c.id::text placing '${'c'.repeat(12)}' from 25)::uuid, c.id, c.ladder_id, 'observation', 'none',
      '2026-03-01', '2026-03-01', 1, row_number() over ()
    from contracts c`);
}
const ofCredential = (operation: string) =>
  sample(operation, {
    before: issued,
    request: (target) => ({ path: { credentialId: credentialOf(target) } }),
  });

export const SAMPLES: readonly Sample[] = [
  sample('issueCredential', { request: () => ({ body: { level: 'observation' } }) }),
  sample('listCredentials', { before: issued }),
  ofCredential('getCredential'),
  ofCredential('revokeCredential'),
  sample('listCredentialKeys', { of: 'nothing' }),
  sample('getCredentialKey', { of: 'nothing', request: () => ({ path: { kid: 'unknown' } }) }),
  sample('getCredentialStatusList', {
    of: 'nothing',
    request: () => ({ path: { purpose: 'revocation', list: '1' } }),
  }),
];

/** The alternant of the contract, of what the contract has; whoever else sees the contract may not. */
const own = (done: string, else_: string): Rule => ({
  roles: ['alternant'],
  gets: (by) => (by.isAlternant ? done : seen(by, else_)),
});
/** Where a credential is looked for by its own id, its row is seen by the alternant and the centre. */
const itself: Rule = {
  roles: ['alternant'],
  gets: (by) => (by.isAlternant ? '200' : by.is('centre_admin') ? '403' : '404'),
};

export const RULES: Readonly<Record<string, Rule>> = {
  // Nothing is achieved on these ladders.
  issueCredential: own('422', '403'),
  listCredentials: {
    roles: ['alternant', 'centre_admin'],
    gets: (by) => seen(by, by.isAlternant || by.is('centre_admin') ? '200' : '200-'),
  },
  getCredential: itself,
  revokeCredential: itself,
  listCredentialKeys: { roles: 'anyone', gets: () => '200' },
  getCredentialKey: { roles: 'anyone', gets: () => '404' },
  getCredentialStatusList: { roles: 'anyone', gets: () => '200' },
};
