/** What whoever starts Palier, or runs one of its commands, can mend: the message is a sentence for them. */
export class OperatorError extends Error {}
