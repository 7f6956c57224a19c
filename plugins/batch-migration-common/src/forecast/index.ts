export * from './model';
export { addDays, dayIn, daysFrom, isDay } from './calendar';
export {
  FORECAST_CURRENT_DAYS,
  FORECAST_MIN_WEEKS,
  forecastFinish,
} from './forecastFinish';
