import {
  EntityAutocompletePicker,
  type DefaultEntityFilters,
  type EntityFilter,
} from '@backstage/plugin-catalog-react';
import { useTexts } from '../../translations/useTexts';

/** As the catalog module annotates servers; nobody writes these by hand. */
const DANGER = 'metadata.annotations.batch-migration/danger';
const VERDICT = 'metadata.annotations.batch-migration/verdict';

const DANGERS = ['acute', 'none'] as const;
const VERDICTS = ['in-use', 'nothing-left', 'nothing-known'] as const;

/** Entities of which a field has one of the values. */
class FieldFilter implements EntityFilter {
  constructor(private readonly field: string, readonly values: string[]) {}

  getCatalogFilters() {
    return { [this.field]: this.values };
  }

  toQueryValue() {
    return this.values;
  }
}

/** @internal */
export class MigrationDangerFilter extends FieldFilter {
  constructor(values: string[]) {
    super(DANGER, values);
  }
}

/** @internal */
export class MigrationVerdictFilter extends FieldFilter {
  constructor(values: string[]) {
    super(VERDICT, values);
  }
}

type Filters = DefaultEntityFilters & {
  migrationDanger?: MigrationDangerFilter;
  migrationVerdict?: MigrationVerdictFilter;
};

const isOneOf = <Value extends string>(
  values: readonly Value[],
  value: string,
): value is Value => values.some(known => known === value);

/** On the list of the catalog: which servers are in danger, and which are empty. */
export const MigrationFilters = () => {
  const { t } = useTexts();
  const dangerText = (value: string) =>
    isOneOf(DANGERS, value) ? t(`catalog.dangers.${value}`) : value;
  const verdictText = (value: string) =>
    isOneOf(VERDICTS, value) ? t(`catalog.verdicts.${value}`) : value;
  return (
    <>
      <EntityAutocompletePicker<Filters, 'migrationVerdict'>
        label={t('catalog.verdict')}
        name="migrationVerdict"
        path={VERDICT}
        Filter={MigrationVerdictFilter}
        getOptionLabel={verdictText}
        renderOption={verdictText}
      />
      <EntityAutocompletePicker<Filters, 'migrationDanger'>
        label={t('catalog.danger')}
        name="migrationDanger"
        path={DANGER}
        Filter={MigrationDangerFilter}
        getOptionLabel={dangerText}
        renderOption={dangerText}
      />
    </>
  );
};
