//! The whole router: operations, their description, triggers, files and pages, inside the layers.

use axum::Router;
use axum::routing::get;
use shared::app::App;
use shared::files::folder::{self, FolderStore};
use shared::http::layers;
use shared::outbox::Outbox;
use utoipa::PartialSchema as _;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, Info, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{areas, dashboard, dev_mail, docs, health, pages, triggers};

/// All operations, the service's own and the areas'.
#[must_use]
pub fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(description())
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(dashboard::handler))
        .merge(areas::router())
}

fn description() -> OpenApi {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(shared::session::COOKIE)));
    let problem = shared::problem::ProblemBody::schema();
    OpenApiBuilder::new()
        .info(
            Info::builder()
                .title("The One Portal")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Sign in with `POST /api/auth/login`; the session travels in the cookie `__Host-portal_session` \
                     (`portal_session` on `http://localhost`). Requests \
                     that change something must come from the portal's own origin (`Sec-Fetch-Site: same-origin` or a \
                     matching `Origin`). Errors are RFC 9457 problems.",
                ))
                .build(),
        )
        .components(Some(
            ComponentsBuilder::new()
                .security_scheme("session", cookie)
                .security_scheme("service_key", SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Integration-Key"))))
                .schema("Problem", problem)
                .schema("Fields", shared::problem::Fields::schema())
                .build(),
        ))
        .build()
}

/// The API's description.
#[must_use]
pub fn openapi() -> OpenApi {
    operations().split_for_parts().1
}

/// The whole router. `files` is given where this process serves uploaded files itself.
pub fn build(app: &App, files: Option<FolderStore>, outbox: Outbox) -> Router {
    let (api, _) = operations().split_for_parts();
    let mut router: Router<App> = api
        .route("/api/openapi.json", get(docs::json))
        .route("/api/docs", get(docs::page))
        .route("/api/docs/style.css", get(docs::style))
        .layer(axum::Extension(docs::Description::default()))
        .merge(dev_mail::router(app))
        .merge(triggers::router(&app.settings, outbox));
    router = layers::fallbacks(router);
    if let Some(folder) = &app.settings.pages {
        router = pages::serve(router, folder);
    }
    let mut router = router.with_state(app.clone());
    if let Some(files) = files {
        router = router.merge(folder::router(files));
    }
    layers::around(router, app)
}
