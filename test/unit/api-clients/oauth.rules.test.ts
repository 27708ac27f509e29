import { expect, test } from '@jest/globals';
import { readBasic, readTokenRequest } from '../../../src/features/api-clients/oauth.rules.js';

const ID = '01900000-0000-7000-8000-000000000001';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test('client and secret come out of Basic, form-decoded, the secret with its colons', () => {
  expect(readBasic(basic(`${ID}:s3cret`))).toEqual({ clientId: ID, secret: 's3cret' });
  expect(readBasic(`basic ${Buffer.from(`${ID.toUpperCase()}:a%3Ab+c:d`).toString('base64')}`)).toEqual({
    clientId: ID,
    secret: 'a:b c:d',
  });
});

test.each([
  ['nothing', undefined],
  ['another scheme', `Bearer ${ID}`],
  ['not base64', 'Basic %%%'],
  ['no colon', basic(ID)],
  ['a client that is no id', basic('sirh:secret')],
  ['a broken escape', basic(`${ID}:%E0%A4%A`)],
  ['no user', basic(':secret')],
  ['one digit that is no byte', 'Basic A'],
  ['a digit more than bytes need', `${basic(`${ID}:secre`)}A`],
])('%s names no client', (_, header) => {
  expect(readBasic(header)).toBeNull();
});

const granted = ['contracts:read', 'contracts:write'] as const;
const ask = (body: string | null) =>
  readTokenRequest(body === null ? null : new URLSearchParams(body), granted);
const grant = 'grant_type=client_credentials';

test.each([
  ['no scope: all that was granted', grant, granted],
  ['an empty scope as well', `${grant}&scope=`, granted],
  ['fewer', `${grant}&scope=contracts%3Awrite`, ['contracts:write']],
  ['several, in the order of their list', `${grant}&scope=contracts:write+contracts:read`, granted],
  ['a field that nobody knows is ignored', `${grant}&audience=x`, granted],
])('%s', (_, body, scopes) => {
  expect(ask(body)).toEqual({ ok: true, scopes });
});

test.each([
  ['no body', null, 'invalid_request'],
  ['no grant type', 'scope=contracts:read', 'invalid_request'],
  ['the same field twice', `${grant}&${grant}`, 'invalid_request'],
  ['another grant', 'grant_type=password', 'unsupported_grant_type'],
  ['a scope that was not granted', `${grant}&scope=people:read`, 'invalid_scope'],
  ['a scope that does not exist', `${grant}&scope=everything`, 'invalid_scope'],
  ['a member of every object', `${grant}&scope=constructor`, 'invalid_scope'],
])('%s is refused', (_, body, code) => {
  const answer = ask(body);
  expect(answer.ok ? null : answer.refusal.code).toBe(code);
});
