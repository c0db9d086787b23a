//! Pictures.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbaImage};
use serde_json::Value;
use shared_testing::{Answer, TestApp, Who};

use crate::{app, version};

const PATH: &str = "/api/profile/avatar";

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let image =
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, height, image::Rgba([10, 120, 200, 255])));
    image.into_rgb8().write_to(&mut out, format).unwrap();
    out.into_inner()
}

async fn put(app: &TestApp, who: Who, body: Vec<u8>) -> Answer {
    let version = version(app, who).await;
    app.as_(who).put(PATH).if_match(version).body(body).await
}

async fn files(app: &TestApp) -> usize {
    app.state.files.list(&app.scope("acme").await, None, 100).await.unwrap().len()
}

fn url(profile: &Value) -> &str {
    profile["avatar_url"].as_str().unwrap()
}

#[tokio::test]
async fn a_picture_becomes_a_square_that_everybody_of_the_portal_sees() {
    let app = app().await;
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let saved = put(&app, Who::User, picture(700, 300, format)).await.expect(200).json();
        for who in [Who::User, Who::Stranger, Who::Viewer] {
            let answer = app.as_(who).get(url(&saved)).await.expect(302);
            assert!(answer.header("location").starts_with("http://127.0.0.1:7071/files/"));
            assert_eq!(answer.header("cache-control"), "private, max-age=240");
        }
        assert_eq!(files(&app).await, 1, "the one before is gone");
        let scope = app.scope("acme").await;
        let key = app.state.files.list(&scope, None, 1).await.unwrap().remove(0);
        let mut content = app.state.files.get(&key).await.unwrap();
        let mut bytes = Vec::new();
        while let Some(piece) = futures::StreamExt::next(&mut content).await {
            bytes.extend_from_slice(&piece.unwrap());
        }
        let made = image::load_from_memory(&bytes).unwrap();
        assert_eq!((made.width(), made.height()), (256, 256));
    }
    let saved =
        app.as_(Who::User).delete(PATH).if_match(version(&app, Who::User).await).await.expect(200).json();
    assert_eq!((saved.get("avatar_url"), files(&app).await), (None, 0));
}

#[tokio::test]
async fn sec_01_another_portals_picture_and_other_files_are_not_there() {
    let app = app().await;
    let saved = put(&app, Who::User, picture(50, 50, ImageFormat::Png)).await.expect(200).json();
    let _ = app.as_(Who::ForeignAdmin).get(url(&saved)).await.expect(404);
    let _ = app.as_(Who::Nobody).get(url(&saved)).await.expect(401);
    for name in ["fil_00000000000000000000000000", "..%2f..%2fetc", "x"] {
        let _ = app.as_(Who::User).get(&format!("/api/profile/avatars/{name}")).await.expect(404);
    }
}

#[tokio::test]
async fn sec_08_what_is_no_picture_is_refused_and_leaves_nothing_behind() {
    let app = app().await;
    for (body, status) in [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), 415),
        (b"<html><script>alert(1)</script>".to_vec(), 415),
        (b"GIF89a".to_vec(), 415),
        (Vec::new(), 415),
        (b"\x89PNG\r\n\x1a\nnothing".to_vec(), 422),
        (vec![0; 5 * 1024 * 1024 + 1], 413),
    ] {
        let _ = put(&app, Who::User, body).await.expect(status);
    }
    let _ = app.as_(Who::User).put(PATH).body(picture(9, 9, ImageFormat::Png)).await.expect(428);
    let _ = app.as_(Who::User).put(PATH).if_match(7).body(picture(9, 9, ImageFormat::Png)).await.expect(412);
    assert_eq!(files(&app).await, 0);
}
