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
};
