import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/**
 * The default root router, but without stack traces in answers: Backstage
 * sends them in development, and the demo runs in development.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, routes, middleware, healthRouter }) {
    app.use(middleware.helmet());
    app.use(middleware.cors());
    app.use(middleware.compression());
    app.use(middleware.logging());
    app.use(healthRouter);
    app.use(routes);
    app.use(middleware.notFound());
    app.use(middleware.error({ showStackTraces: false }));
  },
});
