//! Files on their way in, in use and out.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::files::FileKey;
use shared::id::FileId;
use shared_testing::{TestApp, Who};

use super::desk::{act, at, desk, id, ticket, upload};

async fn exists(app: &TestApp, file: &str) -> bool {
    let scope = app.scope("acme").await;
    app.state.files.get(&FileKey::new(&scope, &FileId::parse(file).unwrap())).await.is_ok()
}

async fn attach(app: &TestApp, who: Who, ticket: &str, files: &[&str]) -> shared_testing::Answer {
    act(app, who, ticket, "/comments", json!({ "body": "See there", "attachments": files })).await
}

#[tokio::test]
async fn a_file_is_used_once_and_by_its_uploader_alone() {
    let app = desk().await;
    let ticket = ticket(&app, Who::User).await;
    let file = upload(&app, Who::User, "Gr%C3%BC%C3%9Fe.txt", b"hello").await;
    assert_eq!(
        (&file["name"], &file["size"], &file["content_type"], &file["inline"]),
        (&json!("Grüße.txt"), &json!(5), &json!("text/plain"), &json!(false))
    );
    let file = id(&file);
    let refused = attach(&app, Who::CompanyAdmin, &ticket, &[&file]).await.expect(422).json();
    assert!(refused["errors"]["attachments[0]"].is_string());
    let said = attach(&app, Who::User, &ticket, &[&file]).await.expect(201).json();
    assert_eq!(said["attachments"][0]["name"], "Grüße.txt");
    let _ = attach(&app, Who::User, &ticket, &[&file]).await.expect(422);
    let _ = app.as_(Who::User).delete(&format!("/api/portal/uploads/{file}")).await.expect(404);
    assert!(exists(&app, &file).await);
}

#[tokio::test]
async fn an_unused_file_can_be_taken_back_and_goes_by_itself_after_a_day() {
    let app = desk().await;
    let ticket = ticket(&app, Who::User).await;
    let [back, late, used] = [
        id(&upload(&app, Who::User, "a.txt", b"a").await),
        id(&upload(&app, Who::User, "b.txt", b"b").await),
        id(&upload(&app, Who::User, "c.txt", b"c").await),
    ];
    let _ = app.as_(Who::User).delete(&format!("/api/portal/uploads/{back}")).await.expect(204);
    let _ = attach(&app, Who::User, &ticket, &[&used]).await.expect(201);
    assert!(!exists(&app, &back).await && exists(&app, &late).await);
    assert_eq!(crate::sweep_uploads(&app.state).await.unwrap(), 0);
    // Sessions last as long as uploads; the token is not needed any more.
    app.clock.advance(SignedDuration::from_hours(26));
    assert_eq!(crate::sweep_uploads(&app.state).await.unwrap(), 1);
    assert!(!exists(&app, &late).await && exists(&app, &used).await);
    assert_eq!(crate::sweep_uploads(&app.state).await.unwrap(), 0);
}

#[tokio::test]
async fn sec_28_too_much_is_refused_and_leaves_nothing() {
    let app = desk().await;
    let send = async |bytes: usize, declared: bool| {
        let pieces = futures::stream::iter((0..bytes.div_ceil(1 << 20)).map(move |n| {
            let piece = (bytes - (n << 20)).min(1 << 20);
            Ok::<_, std::io::Error>(bytes::Bytes::from(vec![7_u8; piece]))
        }));
        let request = app.as_(Who::User).post("/api/portal/uploads?name=big.bin");
        let request = if declared { request.header("content-length", &bytes.to_string()) } else { request };
        request.body(axum::body::Body::from_stream(pieces)).await
    };
    let most = 25 * 1024 * 1024;
    let over = send(most + 1, false).await.expect(413).json();
    assert_eq!(over["code"], "PAYLOAD_TOO_LARGE");
    let _ = send(most + 1, true).await.expect(413);
    let whole = send(most, false).await.expect(201).json();
    assert_eq!(whole["size"], most);
    let scope = app.scope("acme").await;
    let files = app.state.files.list(&scope, None, 100).await.unwrap();
    assert_eq!(files, [FileKey::new(&scope, &FileId::parse(&id(&whole)).unwrap())]);
    let empty = app.as_(Who::User).post("/api/portal/uploads?name=none.txt").await.expect(422).json();
    assert!(empty["errors"]["file"].is_string());
}

#[tokio::test]
async fn sec_28_nobody_hoards_unused_files() {
    let app = desk().await;
    for n in 0..50 {
        let _ = upload(&app, Who::User, &format!("{n}.txt"), b"x").await;
    }
    let more = app.as_(Who::User).post("/api/portal/uploads?name=more.txt").body("x").await;
    assert_eq!((more.status(), &more.json()["code"]), (409, &json!("CONFLICT")));
    let _ = upload(&app, Who::OtherUser, "mine.txt", b"x").await;
}

#[tokio::test]
async fn sec_30_nobody_hoards_by_sending_many_at_once() {
    let app = desk().await;
    for n in 0..45 {
        let _ = upload(&app, Who::User, &format!("{n}.txt"), b"x").await;
    }
    let app = &app;
    let sent = (0..20).map(|n| async move {
        let path = format!("/api/portal/uploads?name=more{n}.txt");
        app.as_(Who::User).post(&path).body("x").await.status()
    });
    let answers = futures::future::join_all(sent).await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 5, "{answers:?}");
    assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
}

#[tokio::test]
async fn sec_31_files_are_counted_and_a_full_storage_takes_no_more() {
    let app = desk().await;
    let acme = shared::tenant::TenantSlug::parse("acme").unwrap();
    let globex = shared::tenant::TenantSlug::parse("globex").unwrap();
    let scope = app.scope("acme").await;
    let storage = &app.state.storage;
    let before = storage.used(&acme).await.unwrap();
    let file = upload(&app, Who::User, "a.txt", b"ten bytes!").await;
    assert_eq!(storage.used(&acme).await.unwrap(), before + 10);
    assert_eq!(storage.used(&globex).await.unwrap(), 0, "another tenant's");
    // What was counted is the same for whoever reads it from the store, and what the files say.
    storage.write_all().await.unwrap();
    let other = shared::files::storage::Storage::new(app.state.store.clone(), 1_000);
    assert_eq!(other.used(&acme).await.unwrap(), before + 10);
    assert_eq!(app.state.files.used(&scope).await.unwrap(), before + 10);
    // Removing gives room back.
    let _ = app.as_(Who::User).delete(&format!("/api/portal/uploads/{}", id(&file))).await.expect(204);
    assert_eq!(storage.used(&acme).await.unwrap(), before);

    let left = storage.limit() - before;
    let held = storage.reserve(&acme, left - 5).await.unwrap();
    let refused = app.as_(Who::User).post("/api/portal/uploads?name=b.txt").body("six by").await;
    assert_eq!((refused.status(), &refused.json()["code"]), (409, &json!("CONFLICT")));
    assert!(refused.json()["detail"].as_str().unwrap().contains("full"));
    let _ = app.as_(Who::User).post("/api/portal/uploads?name=b.txt").body("five!").await.expect(201);
    let _ = upload(&app, Who::ForeignUser, "c.txt", b"another tenant's").await;
    drop(held);
    let _ = upload(&app, Who::User, "d.txt", b"six by").await;
    // The daily recount finds what a killed process never wrote.
    storage.recount(&*app.state.files, &scope).await.unwrap();
    assert_eq!(storage.used(&acme).await.unwrap(), before + 11);
}

#[tokio::test]
async fn sec_08_markup_is_saved_and_never_shown() {
    let app = desk().await;
    let ticket = ticket(&app, Who::User).await;
    let hostile: [(&str, &'static [u8]); 5] = [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.png", b"<script>alert(1)</script>"),
        ("a.pdf.html", b"%PDF-1.7 <script>alert(1)</script>"),
        ("a.xml", b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'/>"),
    ];
    for (name, bytes) in hostile {
        let file = upload(&app, Who::User, name, bytes).await;
        assert_eq!(file["inline"], false, "{name}");
        let file = id(&file);
        let _ = attach(&app, Who::User, &ticket, &[&file]).await.expect(201);
        let path = at(Who::User, &ticket, &format!("/attachments/{file}"));
        let answer = app.as_(Who::User).get(&path).await.expect(302);
        let link = answer.header("location");
        assert!(link.starts_with("http://127.0.0.1:"), "files have an origin of their own: {link}");
    }
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    assert_eq!(upload(&app, Who::User, "a.png", png).await["inline"], true);
}

#[tokio::test]
async fn sec_20_a_name_is_only_ever_a_name() {
    let app = desk().await;
    for (name, kept) in [
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5Cboot.ini", "boot.ini"),
        ("a%0D%0ASet-Cookie%3A%20x.txt", "a Set-Cookie_ x.txt"),
    ] {
        assert_eq!(upload(&app, Who::User, name, b"x").await["name"], kept);
    }
    for name in ["", "..", "%2F", "%00"] {
        let answer = app.as_(Who::User).post(&format!("/api/portal/uploads?name={name}")).body("x").await;
        let problem = answer.expect(422).json();
        assert!(problem["errors"]["name"].is_string(), "{name}");
    }
}

#[tokio::test]
async fn ten_files_go_with_a_comment_and_eleven_do_not() {
    let app = desk().await;
    let ticket = ticket(&app, Who::User).await;
    let mut files: Vec<Value> = Vec::new();
    for n in 0..11 {
        files.push(upload(&app, Who::User, &format!("{n}.txt"), b"x").await["id"].clone());
    }
    let body = json!({ "body": "All", "attachments": files });
    let refused = act(&app, Who::User, &ticket, "/comments", body).await.expect(422).json();
    assert!(refused["errors"]["attachments"].is_string());
    let body = json!({ "body": "All", "attachments": files[..10] });
    let said = act(&app, Who::User, &ticket, "/comments", body).await.expect(201).json();
    assert_eq!(said["attachments"].as_array().unwrap().len(), 10);
}
