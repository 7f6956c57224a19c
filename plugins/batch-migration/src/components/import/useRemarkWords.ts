import { useTexts } from '../../translations/useTexts';
import { importMessages } from '../../translations/import.en';
import type { Remark } from './rows';

type Code = keyof typeof importMessages.codes;

const isKnown = (code: string): code is Code =>
  Object.hasOwn(importMessages.codes, code);

/** A remark as a sentence; the reader's own sentence follows a title in the person's language. */
export function useRemarkWords(): (remark: Remark) => string {
  const { t } = useTexts();
  return remark => {
    switch (remark.own) {
      case null:
        return isKnown(remark.code)
          ? t('import.remark', {
              title: t(`import.codes.${remark.code}`),
              message: remark.message,
            })
          : remark.message;
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
        return t(`import.remarks.${remark.own}`, { message: remark.message });
      default:
        return t(`import.remarks.${remark.own}`, { count: remark.count });
    }
  };
}
