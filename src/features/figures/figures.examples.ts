export const FIGURES_EXAMPLES: Readonly<Record<string, unknown>> = {
  'FigureResponse.indicator': 'contract_ends',
  'FigureResponse.indicatorTitle': 'Ruptures et fins de contrat',
  'FigureResponse.frameworkCode': 'DEAS',
  'FigureResponse.frameworkTitle': 'Diplôme d’État d’aide-soignant',
  'FigureResponse.category': 'running',
  'FigureResponse.categoryTitle': 'en cours',
  'FigureResponse.unit': 'contracts',
  'FigureResponse.value': 40,
  'FigureResponse.population': 50,
  'FigureResponse.share': 0.8,
  'SignalResponse.code': 'requests_pile_up',
  'SignalResponse.detail':
    '8 demandes de validation attendent Sophie Martin, la plus ancienne depuis 7 jours.',
  'SignalResponse.advice': 'Voyez ensemble ce qui aiderait : du temps dégagé, un co-tuteur, ou un suppléant.',
  'SignalResponse.personId': '01890a5d-ac96-774b-bcce-b302099a8057',
  'SignalResponse.personName': 'Sophie Martin',
  'SignalResponse.contractId': null,
};
