import {
  Sidebar,
  SidebarGroup,
  SidebarItem,
  SidebarPage,
} from '@backstage/core-components';
import CatalogIcon from '@material-ui/icons/Apps';
import BatchMigrationIcon from '@material-ui/icons/CompareArrows';
import CreateIcon from '@material-ui/icons/AddCircleOutline';
import HomeIcon from '@material-ui/icons/Home';
import MenuIcon from '@material-ui/icons/Menu';
import SettingsIcon from '@material-ui/icons/Settings';
import type { PropsWithChildren } from 'react';

export const Root = ({ children }: PropsWithChildren<{}>) => (
  <SidebarPage>
    <Sidebar>
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        <SidebarItem
          icon={BatchMigrationIcon}
          to="batch-migration"
          text="Batch migration"
        />
        <SidebarItem icon={HomeIcon} to="home" text="Home" />
        <SidebarItem icon={CatalogIcon} to="catalog" text="Catalog" />
        <SidebarItem icon={CreateIcon} to="create" text="Create..." />
        <SidebarItem icon={SettingsIcon} to="settings" text="Settings" />
      </SidebarGroup>
    </Sidebar>
    {children}
  </SidebarPage>
);
