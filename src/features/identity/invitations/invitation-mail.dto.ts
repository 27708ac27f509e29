import { ApiProperty } from '@nestjs/swagger';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { MAIL_REASONS, type MailReason } from '../../../kernel/mail-reasons.js';
import { INVITATION_MAIL_STATES, type InvitationMailState, type InvitationRow } from '../identity.types.js';

export class MailReasonResponse {
  @ApiProperty({ enum: MAIL_REASONS, enumName: 'MailReason' }) code!: MailReason;
  @ApiProperty({ description: 'What it means and what to do, in the language of the request.' })
  title!: string;
}

export class InvitationMailResponse {
  @ApiProperty({
    enum: INVITATION_MAIL_STATES,
    enumName: 'InvitationMailState',
    description:
      '`sent`: the mail server took it, which says nothing of whether it was read. `delayed`: it is tried again by itself. `refused`: it never will be taken.',
  })
  state!: InvitationMailState;
  @ApiProperty({ format: 'date-time', description: 'Since when.' }) at!: string;
  @ApiProperty({
    type: () => MailReasonResponse,
    nullable: true,
    description: 'Why it was refused or put off.',
  })
  reason!: MailReasonResponse | null;
}

const WORDS: Readonly<Record<MailReason, Bilingual>> = {
  unknown_address: bilingual(
    'Cette adresse n’existe pas : vérifiez-la, puis invitez à la bonne.',
    'This address does not exist: check it, then invite to the right one.',
  ),
  mailbox_full: bilingual(
    'Cette boîte est pleine : prévenez la personne, puis renvoyez l’invitation.',
    'This mailbox is full: tell the person, then send the invitation again.',
  ),
  rejected: bilingual(
    'Le serveur de cette adresse refuse nos messages : essayez une autre adresse de cette personne.',
    'The server of this address refuses our messages: try another address of this person.',
  ),
  try_later: bilingual(
    'Le serveur de cette adresse demande d’attendre : le message repart de lui-même.',
    'The server of this address asks to wait: the message is sent again by itself.',
  ),
  unreachable: bilingual(
    'Le serveur de courrier ne répond pas : le message repart de lui-même.',
    'The mail server does not answer: the message is sent again by itself.',
  ),
};

export const presentInvitationMail = (
  { mailState, mailAt, mailReason }: InvitationRow,
  language: Language,
): InvitationMailResponse | null =>
  mailState && mailAt
    ? {
        state: mailState,
        at: mailAt,
        reason: mailReason && { code: mailReason, title: WORDS[mailReason][language] },
      }
    : null;
