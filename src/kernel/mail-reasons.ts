/** Why a mail was not taken, in kinds of our own: what a mail server says repeats addresses. */
export const MAIL_REASONS = [
  'unknown_address',
  'mailbox_full',
  'rejected',
  'try_later',
  'unreachable',
] as const;
export type MailReason = (typeof MAIL_REASONS)[number];
