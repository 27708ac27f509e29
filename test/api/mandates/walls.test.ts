import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  MANDATE_ROLES,
  suitsRole,
  type HeldRoles,
  type MandateRole,
} from '../../../src/kernel/mandate-roles.js';
import type { Day } from '../../../src/kernel/days.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { Mandate } from '../../../src/features/mandates/mandates.types.js';
import { canSign } from '../../../src/features/sign-offs/facts/signers.policy.js';
import { Db } from '../../../src/platform/database/db.js';
import { rows } from '../../../src/platform/database/sql.js';
import { TestApp } from '../../support/app.js';

// What the database holds behind the rules says what the rules say.

interface Found extends Record<string, unknown>, HeldRoles {
  readonly role: MandateRole;
  readonly counts: boolean;
}

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('a mandate counts in the database for members whom the rule that opens it accepts', async () => {
  const contract = await app.given.contract();
  const { employerId, trainingCentreId } = contract;
  const members = await Promise.all([
    ...(['hr', 'tutor', 'alternant'] as const).map((role) => app.given.someone(role, employerId)),
    ...(['centre_admin', 'referent', 'auditor', 'alternant'] as const).map((role) =>
      app.given.someone(role, trainingCentreId),
    ),
    app.given.someone('tutor', await app.given.organisation({ name: 'Ailleurs' })),
  ]);
  const asked = members.flatMap(({ personId }) => MANDATE_ROLES.map((role) => ({ personId, role })));
  const reader = { kind: 'person' as const, ...(await app.given.someone('hr', employerId)) };
  const sql = `
    select
      a.role,
      not isempty(app.member_days(a."personId", $2, a.role)) as counts,
      to_jsonb(app.member_roles(a."personId", $3, null, null)) as "employerRoles",
      to_jsonb(app.member_roles(a."personId", $4, null, null)) as "centreRoles"
    from jsonb_to_recordset($1::jsonb) as a ("personId" uuid, role text)
  `;
  const values = [JSON.stringify(asked), contract.contractId, employerId, trainingCentreId];
  const found = await app.nest.get(Db).read(reader, (q) => rows<Found>(q, sql, values));

  expect(found).toHaveLength(members.length * MANDATE_ROLES.length);
  expect(found.map(({ counts }) => counts)).toEqual(found.map((one) => suitsRole(one.role, one)));
  expect(new Set(found.map(({ counts }) => counts)).size).toBe(2);
});

test('a mandate reaches in the database as far as its holder may sign', async () => {
  const contract = await app.given.contract();
  const { rows: ladders } = await app.owner.query<Ladder>(
    'select l.levels from ladders l join contracts c on c.ladder_id = l.id where c.id = $1',
    [contract.contractId],
  );
  const ladder = ladders[0] as Ladder;
  const codes = ladder.levels.map(({ code }) => code);
  for (const maxLevel of [null, ...codes]) {
    const held = await app.given.mandate(contract, 'co_tutor', maxLevel === null ? {} : { maxLevel });
    const day = app.clock.today();
    const { rows: reached } = await app.owner.query<{ reaches: boolean }>(
      `select app.held_then($1, $2, $3, '{co_tutor}', v.level) as reaches
       from unnest($4::text[]) with ordinality v (level, place) order by v.place`,
      [contract.contractId, held.personId, day, codes],
    );
    const always = [{ from: null, until: null }];
    const mandate = {
      personId: held.personId,
      role: 'co_tutor',
      from: day,
      until: null,
      maxLevel,
      absences: [],
      memberOn: always,
    };
    const team = { alternantId: contract.alternant.personId, mandates: [mandate as unknown as Mandate] };
    expect(reached.map(({ reaches }) => reaches)).toEqual(
      codes.map((code) => canSign(held.personId, team, ladder, [code], [day as Day])),
    );
  }
});
