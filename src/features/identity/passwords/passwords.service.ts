import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../../platform/access/actor.js';
import { choosePassword } from '../../../platform/access/chosen-passwords.js';
import { hashPassword, isPassword } from '../../../platform/access/passwords.js';
import { Db } from '../../../platform/database/db.js';
import { getPerson } from '../../people/people.queries.js';
import { AccountMails } from '../account-links/account-mails.service.js';
import { PasswordProofs, type PasswordProof } from './password-proof.service.js';
import { passwordRefused, passwordUnchanged, presentPasswordWrong } from './passwords.errors.js';
import { changeOwnPassword } from './passwords.store.js';

@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Db,
    private readonly proofs: PasswordProofs,
    private readonly mails: AccountMails,
  ) {}

  /** Ends every other session: whoever changes a password may have lost it. @returns how many ended */
  async change(
    actor: PersonActor,
    { current, next }: { readonly current: string; readonly next: string },
    address: string,
  ): Promise<number> {
    const asked = { password: current, pointer: '/currentPassword', address };
    const { proof, hash } = await this.proofs.prove(actor, asked, async (proven) => ({
      proof: proven,
      hash: await this.hash(actor, proven, next),
    }));
    return this.db.write(actor, async (tx) => {
      const ended = await changeOwnPassword(tx, proof.hash, hash, actor.sessionId ?? null);
      if (ended === null) throw presentPasswordWrong('/currentPassword');
      this.mails.enqueueChanged(tx, actor.personId);
      return ended;
    });
  }

  private async hash(actor: PersonActor, proof: PasswordProof, next: string): Promise<string> {
    const { givenName, familyName, usualGivenName, usualFamilyName } = await this.db.read(actor, (q) =>
      getPerson(q, actor.personId),
    );
    const names = [givenName, familyName, usualGivenName ?? '', usualFamilyName ?? ''];
    const choice = await choosePassword(next, [proof.email, ...names]);
    if (!('password' in choice)) throw passwordRefused(choice.flaws, '/newPassword');
    if (await isPassword(choice.password, proof.hash)) throw passwordUnchanged();
    return hashPassword(choice.password);
  }
}
