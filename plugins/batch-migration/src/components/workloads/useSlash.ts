import { useEffect, type RefObject } from 'react';

const FIELDS =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox]';

/**
 * `/` puts the focus into a search field, unless a field has it, where it is
 * a letter, or a dialog lies over the page. Backstage has no use of its own
 * for this key.
 */
export function useSlash(field: RefObject<HTMLInputElement>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing, target } = event;
      if (key !== '/' || ctrlKey || metaKey || altKey || isComposing) return;
      if (event.defaultPrevented || !field.current) return;
      if (target instanceof Element && target.closest(FIELDS)) return;
      // Material UI hides what lies below a dialog in this way.
      if (field.current.closest('[aria-hidden=true]')) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}
