//! The operations of `branding`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};
use crate::world::World;

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Nothing, Viewer};
    let colours =
        Sent::Json(|_| json!({ "primary_color": "#123456", "accent_color": "#654321", "custom_css": "" }));
    let change = Sent::Json(|_| {
        json!({
            "portal_name": "Acme", "primary_color": "#123456", "accent_color": "#123456", "welcome_text": "",
            "support_email": null, "support_phone": null, "custom_css": "", "show_powered_by": true,
        })
    });
    let picture = || Sent::Bytes(include_bytes!("../dot.png"), "image/png");
    vec![
        row(
            "branding_get",
            Nothing,
            Object::None,
            |_| "/api/portal/branding?tenant=acme".into(),
            Sent::Nothing,
        ),
        row(
            "branding_theme_get",
            Nothing,
            Object::None,
            |_| "/api/portal/branding/theme.css?tenant=acme".into(),
            Sent::Nothing,
        ),
        row("branding_asset_get", Nothing, Object::None, |w| w.logo().into(), Sent::Nothing),
        row("managed_branding_get", Viewer, Object::None, |_| "/api/manage/branding".into(), Sent::Nothing),
        row("branding_check", Viewer, Object::None, |_| "/api/manage/branding/check".into(), colours),
        at(
            World::branding_version,
            row("branding_update", Admin, Object::None, |_| "/api/manage/branding".into(), change),
        ),
        at(
            World::branding_version,
            row("branding_logo_set", Admin, Object::None, |_| "/api/manage/branding/logo".into(), picture()),
        ),
        at(
            World::branding_version,
            row(
                "branding_logo_remove",
                Admin,
                Object::None,
                |_| "/api/manage/branding/logo".into(),
                Sent::Nothing,
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_favicon_set",
                Admin,
                Object::None,
                |_| "/api/manage/branding/favicon".into(),
                picture(),
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_favicon_remove",
                Admin,
                Object::None,
                |_| "/api/manage/branding/favicon".into(),
                Sent::Nothing,
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_reset",
                Admin,
                Object::None,
                |_| "/api/manage/branding/reset".into(),
                Sent::Nothing,
            ),
        ),
    ]
}
