import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROLES } from '../../../src/platform/access/actor.js';
import { TestApp } from '../../support/app.js';
import { OPERATIONS } from '../../support/http/operations.js';
import { Samples } from '../../support/http/samples.js';
import type { Reply } from '../../support/http/wire.js';

let app: TestApp;
let here: Samples;
let elsewhere: Samples;

beforeAll(async () => {
  app = await TestApp.start();
  here = await Samples.start(app);
  elsewhere = await Samples.start(app, 'autre@exemple.test');
});
afterAll(async () => {
  here.wire.close();
  elsewhere.wire.close();
  await app.stop();
});

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What is published is read by everybody who signed in, and led to one's own. */
const PUBLISHED = ['createLadderMapping', 'getLadderMapping', 'listLadderMappings', 'previewLadderMapping'];
const withoutRequestId = ({ status, body }: Reply) => ({ status, body: { ...body, requestId: null } });

test('what another organisation holds answers as what does not exist', async () => {
  const named = OPERATIONS.filter(
    ({ id, path, form }) =>
      /\{\w+Id\}/.test(path) && !path.includes('{externalId}') && form === null && !PUBLISHED.includes(id),
  );
  expect(named.length).toBeGreaterThan(20);
  let count = 0;
  for (const operation of named) {
    const { url } = await elsewhere.sampleOf(operation);
    const { body, headers } = await here.sampleOf(operation);
    const roles = ROLES.filter((role) => operation.roles.includes(role)).filter(
      // Organisations are known to everyone; an administrator of the platform knows everything but contracts.
      (role) => !operation.path.includes('{organisationId}') && role !== 'platform_admin',
    );
    for (const role of roles) {
      const send = async (address: string) =>
        withoutRequestId(
          await here.wire.send({
            method: operation.method,
            url: address,
            headers: {
              ...(await here.authorization(role)),
              'if-match': '"1"',
              ...(body === undefined ? {} : { 'content-type': headers['content-type'] }),
            },
            ...(body === undefined ? {} : { body }),
          }),
        );
      const theirs = await send(url);
      const nobodys = await send(url.replaceAll(UUID, () => randomUUID()));
      expect([role, operation.id, theirs]).toEqual([role, operation.id, nobodys]);
      expect([role, operation.id, theirs.status]).toEqual([role, operation.id, 404]);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(60);
}, 60_000);
