export { BYTE_ORDER_MARK, csvRecord } from './csv';
export {
  workloadCsvHeader,
  workloadCsvRecord,
  type CsvWorkload,
} from './workloadCsv';
