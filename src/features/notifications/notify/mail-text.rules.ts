import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import type { NotificationKind } from '../../../kernel/notification-kinds.js';
import type { MailLine } from '../notifications.types.js';

/** A mail is read on the way and on locked screens: it says what kind of thing waits, and where; never who, and nothing that somebody wrote. */
const SENTENCES: Readonly<Record<NotificationKind, Bilingual>> = {
  revocation: bilingual('Une validation a été retirée.', 'A sign-off was revoked.'),
  fallback: bilingual(
    'Un palier n’est plus acquis : ce qui est permis a changé.',
    'A level is no longer achieved: what is allowed has changed.',
  ),
  concern_high: bilingual(
    'Une alerte grave retire des missions jusqu’à son examen.',
    'A high concern withdraws missions until it is reviewed.',
  ),
  beyond_entitlement: bilingual(
    'Quelque chose a été fait au-delà de ce qui était permis.',
    'Something was done beyond what was allowed.',
  ),
  revocation_proposed: bilingual(
    'Une observation met en doute ce qui est acquis : retirez la validation, ou dites pourquoi elle reste.',
    'An observation casts doubt on what is acquired: revoke the sign-off, or say why it stays.',
  ),
  concern_low: bilingual('Une alerte a été signalée.', 'A concern was raised.'),
  level_opened: bilingual('Un palier s’est ouvert.', 'A level opened.'),
  decision_awaited: bilingual('Un palier attend votre décision.', 'A level awaits your decision.'),
  cosignature_awaited: bilingual(
    'Une décision de passage attend votre signature.',
    'A level decision awaits your signature.',
  ),
  request_awaited: bilingual('Une demande de validation attend.', 'A request for a sign-off awaits.'),
  request_stale: bilingual(
    'Une demande de validation attend depuis plus de trois jours.',
    'A request for a sign-off has waited for more than three days.',
  ),
  dispute_opened: bilingual('Une contestation attend votre avis.', 'A dispute awaits your ruling.'),
  dispute_ruled: bilingual('Une contestation a reçu sa réponse.', 'A dispute was ruled on.'),
  request_answered: bilingual(
    'Une demande de validation a reçu sa réponse.',
    'A request for a sign-off was answered.',
  ),
  ladder_changed: bilingual(
    'Le contrat suit un nouveau parcours de missions.',
    'The contract follows a new ladder.',
  ),
};

const SUBJECT = {
  urgent: bilingual('Palier : à lire maintenant', 'Palier: please read now'),
  digest: bilingual('Palier : ce qui vous attend aujourd’hui', 'Palier: what awaits you today'),
};
const OPENING = bilingual('Bonjour,', 'Hello,');
const CONTRACT = bilingual('Contrat', 'Contract');
const CLOSING = bilingual(
  'Ce message ne nomme personne : connectez-vous à Palier pour savoir de qui il s’agit. Ne répondez pas à ce message. Vos préférences se règlent dans Palier.',
  'This message names nobody: sign in to Palier to know whom it is about. Please do not answer it. Your preferences are in Palier.',
);

/** `base`: the public address of Palier. */
export function composeMail(
  items: readonly MailLine[],
  { language, isDigest, base }: { language: Language; isDigest: boolean; base: string },
): { subject: string; text: string } {
  const contracts = [...new Set(items.map(({ contractId }) => contractId))];
  const parts = contracts.map((id) => {
    const kinds = [...new Set(items.filter((one) => one.contractId === id).map(({ kind }) => kind))];
    const lines = kinds.map((kind) => `- ${SENTENCES[kind][language]}`);
    const separator = language === 'fr' ? ' : ' : ': ';
    return [...lines, `${CONTRACT[language]}${separator}${base.replace(/\/+$/, '')}/contracts/${id}`].join(
      '\n',
    );
  });
  return {
    subject: SUBJECT[isDigest ? 'digest' : 'urgent'][language],
    text: [OPENING[language], ...parts, CLOSING[language]].join('\n\n') + '\n',
  };
}
