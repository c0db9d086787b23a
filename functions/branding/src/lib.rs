//! How a tenant looks: name, colours, logo, custom CSS.

mod answer;
mod cache;
mod colour;
mod css;
mod head;
mod letterhead;
mod mail;
mod model;
mod picture;
mod public;
mod resolve;
mod routes;
mod setup;
mod store;
#[cfg(test)]
mod testing;
mod theme;
mod update;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use answer::{BrandingView, ManagedBranding};
pub use head::head;
pub use letterhead::PaperLooks;
pub use mail::MailBrands;
pub use model::{Asset, Branding, initial};
pub use public::{Public, public};
pub use resolve::resolve;
pub use setup::LOOK;
pub use store::provision;

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    use routes::{get_asset, get_branding, get_theme, manage};
    OpenApiRouter::new()
        .routes(routes!(get_branding::get_branding))
        .routes(routes!(get_theme::get_theme))
        .routes(routes!(get_asset::get_asset))
        .routes(routes!(manage::get_branding::get_branding, manage::put_branding::put_branding))
        .routes(routes!(manage::check_branding::check_branding))
        .routes(routes!(manage::reset_branding::reset_branding))
        .routes(routes!(manage::put_logo::put_logo, manage::delete_logo::delete_logo))
        .routes(routes!(manage::put_favicon::put_favicon, manage::delete_favicon::delete_favicon))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("branding", "portal/branding/{*rest}", &["GET"]),
        Function::http("branding-manage", "manage/branding/{*rest}", &["GET", "PUT", "POST", "DELETE"]),
    ]
}

/// The area's kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&model::BRANDING]
}
