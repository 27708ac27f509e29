/** In both languages: nobody knows yet which one is read. */
export function composeInvitation(
  organisation: string | null,
  acceptUrl: string,
): { subject: string; text: string } {
  const [fr, en] = organisation === null ? ['', ''] : [` de ${organisation}`, ` of ${organisation}`];
  return {
    subject: 'Palier : une invitation / an invitation',
    text: [
      'Bonjour,',
      `Vous êtes invité à rejoindre l’espace Palier${fr}. Ce lien est personnel, sert une fois et vaut sept jours :`,
      acceptUrl,
      'Si vous ne vous y attendiez pas, ne faites rien. Ne répondez pas à ce message. Si vous en recevez plusieurs, seul le lien du dernier sert.',
      '--',
      `You are invited to join Palier${en}. The link above is personal, works once, and is good for seven days. If you did not expect it, do nothing. Please do not answer this message. If you get several, only the link of the last one works.`,
      '',
    ].join('\n\n'),
  };
}
