import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../api';
import { LiveConnection, type LiveState } from './LiveConnection';

/** One for all cards of a page, and for the pages that follow each other. */
const connections = new WeakMap<BatchMigrationApi, LiveConnection>();

/** The connection of the page; signals are used where the portal has them. */
export function useLiveConnection(): LiveConnection {
  const api = useApi(batchMigrationApiRef);
  const signals = useApiHolder().get(signalApiRef);
  let connection = connections.get(api);
  if (!connection) {
    connection = new LiveConnection(signal => api.changes({ signal }), signals);
    connections.set(api, connection);
  }
  return connection;
}

/** Listens as long as it is shown. React 17 has no `useSyncExternalStore`. */
export function useLive(): LiveState & { connection: LiveConnection } {
  const connection = useLiveConnection();
  const [state, setState] = useState(connection.state);
  useEffect(() => {
    setState(connection.state);
    return connection.listen(() => setState(connection.state));
  }, [connection]);
  return { ...state, connection };
}
