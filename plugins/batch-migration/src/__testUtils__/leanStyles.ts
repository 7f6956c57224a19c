/** What decides in jsdom, which lays nothing out, whether a thing is there for a person. */
const KEPT = new Set(['display', 'visibility', 'opacity', 'pointer-events']);

/** One rule, its selector without braces, and no rules within it. */
const RULE = /([^{}]+)\{([^{}]*)\}/g;

/**
 * The style sheet without what jsdom has no use for. It takes every rule for
 * every element that it is asked about, and a page has thousands of rules on
 * colours and margins: most of the time of a test went there.
 */
export function leanSheet(css: string): string {
  // jsdom holds no condition for true that does not name the screen.
  const unconditional = css.replace(
    /@(?:media|supports|keyframes)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g,
    block => (/^@media[^{]*screen/.test(block) ? block : ''),
  );
  return unconditional.replace(RULE, (_, selector: string, body: string) => {
    const kept = body
      .split(';')
      .filter(line => KEPT.has(line.split(':', 1)[0].trim()));
    return kept.length > 0 ? `${selector}{${kept.join(';')}}` : '';
  });
}

/** Style sheets of components are read as far as tests can see them. */
export function leanStyles(): void {
  const native = Object.getOwnPropertyDescriptor(
    Node.prototype,
    'textContent',
  ) as Required<PropertyDescriptor>;
  Object.defineProperty(HTMLStyleElement.prototype, 'textContent', {
    ...native,
    set(css: string) {
      native.set.call(this, leanSheet(css));
    },
  });
  HTMLStyleElement.prototype.appendChild = function appendChild<T extends Node>(
    node: T,
  ): T {
    if (node instanceof Text) node.data = leanSheet(node.data);
    return Node.prototype.appendChild.call(this, node) as T;
  };
  // JSS looks through the page for it before each sheet until it finds one.
  const nonce = document.createElement('meta');
  nonce.setAttribute('property', 'csp-nonce');
  nonce.content = 'tests';
  document.head.append(nonce);
}
