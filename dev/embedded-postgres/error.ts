import { OperatorError } from '../../src/platform/operator-error.js';

/** The embedded server cannot run here. The message is a sentence that tells what to do. */
export class EmbeddedPostgresError extends OperatorError {
  override readonly name = 'EmbeddedPostgresError';
}
