//! The area under test.

use shared::tenant::TenantSlug;
use shared_testing::TestApp;

/// Tenants `acme` and `globex`, each with its first branding.
pub(crate) async fn app() -> TestApp {
    let app = TestApp::new(crate::router(), crate::kinds()).await;
    for slug in ["acme", "globex"] {
        let slug = TenantSlug::parse(slug).expect("a slug");
        let (scope, tenant) =
            app.state.directory.scope(&slug).await.expect("the directory").expect("the tenant");
        crate::provision(&app.state, &scope, &tenant).await.expect("a branding");
    }
    app
}

/// A small picture.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let image = image::RgbaImage::from_pixel(width, height, image::Rgba([200, 30, 70, 255]));
    image::DynamicImage::ImageRgba8(image).write_to(&mut out, image::ImageFormat::Png).expect("a picture");
    out.into_inner()
}
