import { Injectable } from '@nestjs/common';
import type { PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { listFileReads } from './reads.queries.js';
import type { FileRead } from './reads.types.js';

@Injectable()
export class ReadsService {
  constructor(private readonly db: Db) {}

  list(
    actor: PersonActor,
    person: PersonId,
    page: { after: string | null; limit: number },
  ): Promise<FileRead[]> {
    return this.db.read(actor, (q) => listFileReads(q, person, page));
  }
}
