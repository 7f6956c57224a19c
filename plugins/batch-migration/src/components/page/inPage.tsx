import { Page } from '@backstage/core-components';
import type { ComponentType } from 'react';

/**
 * Puts what a page holds into Backstage's frame. State belongs into what it
 * holds: each time that the frame itself is drawn it makes another theme, and
 * then everything in it is styled and drawn anew.
 */
export function inPage<Props extends {}>(
  Held: ComponentType<Props>,
): ComponentType<Props> {
  return function PluginPage(props: Props) {
    return (
      <Page themeId="home">
        <Held {...props} />
      </Page>
    );
  };
}
