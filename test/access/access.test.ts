import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROLES, type Role } from '../../src/platform/access/actor.js';
import { roleCan } from '../../src/platform/access/capabilities.js';
import { TestApp, type Caller } from '../support/app.js';
import { routesOf, type Route } from './routes.js';

const PRINTED = 'test/access/routes.txt';

let app: TestApp;
let routes: Route[];
let callers: Map<Role, Caller>;

beforeAll(async () => {
  app = await TestApp.start();
  routes = routesOf(app.nest);
  callers = new Map();
  const employer = await app.given.organisation();
  const centre = await app.given.organisation({ kind: 'training_centre' });
  for (const role of ROLES) {
    const home = role === 'hr' || role === 'tutor' ? employer : centre;
    const someone = await app.given.someone(role, role === 'platform_admin' ? null : home);
    callers.set(role, await app.as(someone));
  }
});

afterAll(() => app.stop());

test('every route says who may try it', () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
});

test(`who may try what is printed in ${PRINTED}; once a change is wanted: UPDATE=1 npm test -- access`, () => {
  if (process.env['UPDATE']) writeFileSync(PRINTED, printed());

  expect(existsSync(PRINTED) ? readFileSync(PRINTED, 'utf8') : '').toBe(printed());
});

test('without a token, or with one that is not ours, nothing is answered but sign-in and health', async () => {
  for (const { method, path } of routes.filter(({ access }) => access !== 'anyone')) {
    for (const caller of [app.anyone, app.withToken('e30.e30.e30')]) {
      const { status, body } = await caller.send(method, withRandomIds(path));
      expect([method, path, status, body.code]).toEqual([method, path, 401, 'unauthenticated']);
    }
  }
});

test('a role that may not is refused before anything is read', async () => {
  for (const route of routes) {
    for (const role of ROLES.filter((it) => !mayTry(it, route))) {
      const answer = await callers.get(role)?.send(route.method, withRandomIds(route.path));
      const { method, path } = route;
      expect([role, method, path, answer?.status, answer?.body.code]).toEqual([
        role,
        method,
        path,
        403,
        'forbidden',
      ]);
    }
  }
});

test('a role that may is not refused for its role', async () => {
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    for (const role of ROLES.filter((it) => mayTry(it, route))) {
      const answer = await callers.get(role)?.send(route.method, withRandomIds(route.path));
      expect([role, route.path, [200, 404, 422].includes(answer?.status ?? 0)]).toEqual([
        role,
        route.path,
        true,
      ]);
    }
  }
});

const withRandomIds = (path: string) => path.replaceAll(/:\w+/g, () => randomUUID());

function mayTry(role: Role, { access }: Route): boolean {
  if (access === undefined) return false;
  return access === 'anyone' || access === 'signed_in' || roleCan(role, access);
}

function printed(): string {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  const width = Math.max(...names.map(({ length }) => length)) + 2;
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}${cells.map((cell, i) => cell.padEnd((ROLES[i]?.length ?? 0) + 2)).join('')}`.trimEnd();
  const cellsOf = (route: Route) =>
    route.access === 'anyone' ? ['anyone'] : ROLES.map((role) => (mayTry(role, route) ? 'yes' : '-'));
  return [line('', ROLES), ...routes.map((route, i) => line(names[i] ?? '', cellsOf(route)))]
    .join('\n')
    .concat('\n');
}
