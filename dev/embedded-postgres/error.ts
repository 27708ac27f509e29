/** The embedded server cannot run here. The message is a sentence that tells what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
