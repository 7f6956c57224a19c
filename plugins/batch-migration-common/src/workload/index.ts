export * from './model';
export * from './inventory';
export { maskSecrets, type MaskedText } from './maskSecrets';
export {
  ITEM_CHANGES,
  matchInventory,
  type InventoryMatch,
  type ItemChange,
  type KnownLocation,
  type MatchedItem,
} from './matchInventory';
export { hostOf, hostOfServer, locationId } from './places';
