import type { MigrationInterface, QueryRunner } from 'typeorm';

// A contract that becomes visible after its lock was asked for, because a mandate was committed in between, would be
// written without being held: `Db.holding` refuses it as one that is not seen.

const hold = (returns: 'boolean' | 'void') => `
  create function app.hold(wanted uuid) returns ${returns}
  language plpgsql
  as $$
  declare
    alternant uuid;
  begin
    perform app.remember_contract(null, null);
    select c.alternant_id into alternant from contracts c where c.id = wanted for update;
    if found then
      perform app.remember_contract(wanted, alternant);
      ${returns === 'boolean' ? 'return true;' : ''}
    end if;
    ${returns === 'boolean' ? 'return false;' : ''}
  end $$
`;

export class TellWhetherAContractIsHeld1795760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.hold(uuid)');
    await runner.query(hold('boolean'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.hold(uuid)');
    await runner.query(hold('void'));
  }
}
