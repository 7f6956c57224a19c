import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { importMessages } from '../../translations/import.en';
import type { Remark } from './rows';

type Code = keyof typeof importMessages.codes;

const isKnown = (code: string): code is Code =>
  Object.hasOwn(importMessages.codes, code);

/** A remark as a sentence; what the reader says follows a title. */
export function useRemarkWords(): (remark: Remark) => string {
  const { t } = useTexts();
  const server = useServerText();
  return remark => {
    switch (remark.own) {
      case null:
        return isKnown(remark.code)
          ? t('import.remark', {
              title: t(`import.codes.${remark.code}`),
              message: server(remark.message),
            })
          : server(remark.message);
      case 'secret':
        return t('import.remarks.secret', {
          count: remark.names.length,
          names: remark.names.join(', '),
        });
      case 'resident':
      case 'retire':
        return t(`import.remarks.${remark.own}`);
      case 'unsupported':
      case 'fit':
        return t(`import.remarks.${remark.own}`, {
          message: server(remark.message),
        });
      case 'unevenMinutes':
      case 'unevenHours':
        return t(`import.remarks.${remark.own}`, {
          every: String(remark.every),
          gap: String(remark.gap),
        });
      default:
        return t(`import.remarks.${remark.own}`, { count: remark.count });
    }
  };
}
