export { billedInstanceTypes, regionOf } from './instances';
export {
  HOURS_OF_MONTH,
  LEAST_BILLED_SECONDS,
  serverCost,
  sumOf,
  UNKNOWN_COSTS,
  workloadCost,
  type CostedServer,
  type CostedWorkload,
  type CostPart,
  type CostSum,
  type MonthlyCost,
  type UnknownCost,
} from './monthly';
export {
  KNOWN_PRICES,
  PRICED_UNITS,
  priceBook,
  priceOf,
  type Price,
  type PriceBook,
  type PricedUnit,
  type PriceSource,
  type ServerPrice,
} from './prices';
export { meanRunSeconds, startsPerMonth } from './usage';
