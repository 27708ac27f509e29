import type { MigrationInterface, QueryRunner } from 'typeorm';

// A contract that becomes visible after its lock was asked for, because a mandate was committed in between, would be
// written without being held: `Db.holding` refuses it as one that is not seen.

const hold = (returns: 'boolean' | 'void', body: string) => `
  create function app.hold(wanted uuid) returns ${returns}
  language plpgsql
  as $$
  declare
    alternant uuid;
  begin
    ${body}
  end $$
`;

const FIND = 'select c.alternant_id into alternant from contracts c where c.id = wanted for update;';
const REMEMBER_OR_FORGET = `
    ${FIND}
    if not found then
      perform app.remember_contract(null, null);
      return false;
    end if;
    perform app.remember_contract(wanted, alternant);
    return true;
`;
const FORGET_THEN_REMEMBER = `
    perform app.remember_contract(null, null);
    ${FIND}
    if found then
      perform app.remember_contract(wanted, alternant);
    end if;
`;

export class TellWhetherAContractIsHeld1795760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.hold(uuid)');
    await runner.query(hold('boolean', REMEMBER_OR_FORGET));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.hold(uuid)');
    await runner.query(hold('void', FORGET_THEN_REMEMBER));
  }
}
