import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { asOwner, migrate, provisionApiRole } from '../../../src/platform/database/provision.js';
import { DatabaseProbe } from '../../../src/platform/database/database.probe.js';
import { debianPrograms, startDebianPostgres, type ExternalPostgres } from '../../support/debian-postgres.js';
import { keepSecret } from '../../support/http/secrets.js';

const programs = debianPrograms();
const here = programs ? describe : (describe.skip as typeof describe); // counted as skipped: no PostgreSQL server of Debian's on this machine

here('the password of the role of the API', () => {
  let postgres: ExternalPostgres;
  const logged: string[] = [];
  beforeAll(async () => {
    postgres = await startDebianPostgres(programs ?? '', (line) => logged.push(line));
    await postgres.asSuperuser('create database palier owner palier_owner');
    await postgres.asSuperuser(`alter system set log_statement = 'all'`);
    await postgres.asSuperuser(`alter system set log_min_error_statement = 'debug5'`);
    await postgres.asSuperuser('select pg_reload_conf()');
  });
  afterAll(() => postgres?.stop());

  const ownerUrl = () => postgres.urlOf('palier');
  const provision = () => asOwner(ownerUrl(), (owner) => provisionApiRole(owner, ownerUrl()));
  const connect = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };

  test('stands in no log of a server that logs every statement, and opens it', async () => {
    await asOwner(ownerUrl(), migrate);
    const url = await provision();
    await (await connect(url)).end();

    const password = decodeURIComponent(new URL(url).password);
    const owners = decodeURIComponent(new URL(ownerUrl()).password);
    keepSecret(password);
    expect(password).toBe(createHmac('sha256', owners).update('palier_api').digest('base64url'));
    const log = logged.join('\n');
    expect(log).toContain(`alter role palier_api password 'SCRAM-SHA-256$4096:`);
    expect(log).not.toContain(password);
  });

  test('that the role changes is told by the readiness, and is the right one again after a start', async () => {
    const url = await provision();
    const api = await connect(url);
    await api.query(`alter role palier_api password 'mine'`); // PostgreSQL has nothing that forbids it
    await api.end();
    const probe = new DatabaseProbe(url);
    const state = await probe.look();
    await provision();

    expect([state, await probe.look()]).toEqual(['role_refused', 'no_signing_key']);
    await probe.onApplicationShutdown();
  });
});
