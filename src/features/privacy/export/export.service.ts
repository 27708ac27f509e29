import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { PersonId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import { notFound } from '../../../kernel/refusals.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { LongReads } from '../../../platform/database/long-reads.js';
import { FileStore } from '../../../platform/files/file-store.js';
import { findFileReader, partsOfFile } from './export.queries.js';
import type { FileReader } from './export.types.js';
import { PersonArchive } from './person-archive.js';

const FORMAT = 'palier-person/1';

@Injectable()
export class ExportService {
  constructor(
    private readonly db: Db,
    private readonly longReads: LongReads,
    private readonly clock: Clock,
    private readonly store: FileStore,
  ) {}

  /**
   * Everything held on somebody, as a ZIP that is made while it is sent. What the database knows is of one moment; its
   * connection is free before the files are read. Who may have it is asked first: what is refused was never read.
   * @throws not_found for whoever does not read that file
   */
  async export(
    actor: PersonActor,
    personId: PersonId,
    language: Language,
  ): Promise<AsyncGenerator<Uint8Array, void>> {
    const reader = await this.db.read(actor, (q) => findFileReader(q, personId));
    if (!reader) throw notFound();
    return this.write(actor, personId, reader, language);
  }

  private async *write(
    actor: PersonActor,
    personId: PersonId,
    reader: FileReader,
    language: Language,
  ): AsyncGenerator<Uint8Array, void> {
    const head = { format: FORMAT, personId, exportedAt: this.clock.now(), reader };
    const archive = new PersonArchive(head, language);
    yield* archive.writePerson(this.longReads.download(actor, (q) => partsOfFile(q, personId), { at: null }));
    yield* archive.writeFiles(this.store);
  }
}
