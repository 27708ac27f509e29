import type { MailReason } from '../../kernel/mail-reasons.js';

const ENHANCED = /^\d{3}[ -][245]\.(\d{1,3})\.(\d{1,3})\b/;

/** Reads the code of RFC 3463 where there is one, else that of RFC 5321. `status` null: no server answered. */
export function mailReasonOf(status: number | null, response: unknown): MailReason {
  if (status === null) return 'unreachable';
  const [, subject = '', detail = ''] = ENHANCED.exec(typeof response === 'string' ? response : '') ?? [];
  if (`${subject}.${detail}` === '2.2' || status === 452 || status === 552) return 'mailbox_full';
  if (status < 500) return 'try_later';
  if (subject === '1' || `${subject}.${detail}` === '2.1') return 'unknown_address';
  return subject === '' && (status === 550 || status === 551 || status === 553)
    ? 'unknown_address'
    : 'rejected';
}
