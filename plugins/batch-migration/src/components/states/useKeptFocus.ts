import { useEffect, useRef, type RefObject } from 'react';

/** What of `body` holds an element: the portal's page, or a dialog over it. */
function layerOf(element: Element): Element {
  let layer = element;
  while (layer.parentElement && layer.parentElement !== document.body) {
    layer = layer.parentElement;
  }
  return layer;
}

/**
 * Whoever goes by keyboard keeps a place on the page: where what had the focus
 * inside an area is gone, as a button is once its work is done, the focus goes
 * to the area's heading and not to the start of the document. Also where it
 * went while a dialog that it had opened was in front.
 *
 * @see https://www.w3.org/WAI/WCAG22/Understanding/focus-order
 */
export function useKeptFocus<
  Area extends HTMLElement,
  Heading extends HTMLElement,
>(): { area: RefObject<Area>; heading: RefObject<Heading> } {
  const area = useRef<Area>(null);
  const heading = useRef<Heading>(null);
  useEffect(() => {
    const around = area.current;
    if (!around) return undefined;
    let held: Element | undefined;
    const observer = new MutationObserver((_, self) => {
      if (held?.isConnected || document.activeElement !== document.body) return;
      held = undefined;
      self.disconnect();
      heading.current?.focus({ preventScroll: true });
    });
    const forget = () => {
      held = undefined;
      observer.disconnect();
    };
    const follow = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      if (around.contains(target)) {
        if (!held) {
          observer.observe(around, { childList: true, subtree: true });
          // Where dialogs come and go.
          observer.observe(document.body, { childList: true });
        }
        held = target;
      } else if (layerOf(target) === layerOf(around)) forget();
    };
    document.addEventListener('focusin', follow);
    // A click on nothing leaves the area, too, and takes the focus nowhere.
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', forget);
      observer.disconnect();
    };
  }, []);
  return { area, heading };
}
