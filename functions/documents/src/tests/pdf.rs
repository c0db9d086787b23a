//! The signed document on paper: what a reader finds in it, and that it is the one that was signed.

use std::process::Command;

use futures::StreamExt as _;
use serde_json::{Value, json};
use shared::files::FileKey;
use shared::id::{FileId, SignatureId};
use shared_testing::{TestApp, Who};

use super::office::{deed, id, office, published, read, sign, signed};
use crate::model::Signature;
use crate::sheet::grouped;

/// Asks for the PDF of a signature; its bytes as the file store has them.
async fn pdf(app: &TestApp, who: Who, signature: &Value) -> Vec<u8> {
    let path = format!("/api/portal/documents/signed/{}/pdf", id(signature));
    let _ = app.as_(who).get(&path).await.expect(302);
    bytes(app, signature).await
}

pub(super) async fn kept(app: &TestApp, signature: &Value) -> Signature {
    let scope = app.scope("acme").await;
    let id = SignatureId::parse(&id(signature)).unwrap();
    app.state.store.get::<Signature>(&scope, id.as_str()).await.unwrap().unwrap().value
}

pub(super) async fn bytes(app: &TestApp, signature: &Value) -> Vec<u8> {
    let scope = app.scope("acme").await;
    let file: FileId = kept(app, signature).await.pdf.expect("a file");
    let mut content = app.state.files.get(&FileKey::new(&scope, &file)).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = content.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    bytes
}

/// What a tool of poppler says of a file.
fn poppler(tool: &str, more: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signed.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut command = Command::new(tool);
    command.args(more.iter().filter(|word| **word != "-")).arg(&path);
    if more.contains(&"-") {
        command.arg("-");
    }
    String::from_utf8_lossy(&command.output().expect("poppler-utils").stdout).into_owned()
}

async fn verified(app: &TestApp, bytes: Vec<u8>) -> Value {
    let request = app.as_(Who::Nobody).post("/api/documents/verify?tenant=acme").body(bytes);
    request.await.expect(200).json()
}

#[tokio::test]
async fn sec_22_the_paper_holds_text_signature_and_trail_and_a_reader_accepts_it() {
    let app = office().await;
    let body = "First **point**: Grüße, Ελλάδα, Привет, 漢字, שלום.\n\n- one\n- two";
    let sections = json!([{ "heading": "For {{client_name}}", "body": body }]);
    let policy = published(&app, json!({ "sections": sections })).await;
    let signature = signed(&app, Who::User, &policy).await;
    let file = pdf(&app, Who::User, &signature).await;
    let said = poppler("pdfsig", &["-nocert"], &file);
    assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
    let text = poppler("pdftotext", &["-layout", "-"], &file);
    let code = grouped(signature["code"].as_str().unwrap());
    for part in [
        "For Birch",
        "First point: Grüße, Ελλάδα, Привет, 漢字",
        "• one",
        "Ursula Ser",
        "192.0.2.1",
        "user@acme.example",
        &code,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let whole: String = text.split_whitespace().collect();
    assert!(whole.contains(signature["content_sha256"].as_str().unwrap()));
    // Asking again gives the same file.
    assert_eq!(pdf(&app, Who::User, &signature).await, file);
    let manage = format!("/api/manage/documents/signatures/{}/pdf", id(&signature));
    let _ = app.as_(Who::Viewer).get(&manage).await.expect(302);
    assert_eq!(bytes(&app, &signature).await, file);
}

#[tokio::test]
async fn bold_slanted_struck_and_code_look_so_on_paper() {
    let app = office().await;
    let body = "Plain text, **heavy words**, *leaning words*, ***both at once***, ~~gone words~~, `let x = 1;` and \
        [our site](https://x.example/a).\n\n**重要 важно مهم**";
    let policy = published(&app, json!({ "sections": [{ "heading": "", "body": body }] })).await;
    let signature = signed(&app, Who::User, &policy).await;
    let file = pdf(&app, Who::User, &signature).await;
    let text = poppler("pdftotext", &["-layout", "-"], &file);
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "Plain text, heavy words, leaning words, both at once, gone words, let x = 1; and our site (https://x.example/a).";
    assert!(whole.contains(line), "{whole}");
    assert!(whole.contains("重要 важно"), "{whole}");
    // What a reader knows of the fonts; that letters lean is no matter of theirs.
    let looks = poppler("pdftohtml", &["-xml", "-stdout", "-i"], &file);
    for heavy in ["<b>heavy words</b>", "<b>both at once</b>", "<b>важно"] {
        assert!(looks.contains(heavy), "{heavy}: {looks}");
    }
    assert!(!looks.contains("<b>Plain") && !looks.contains("<b>leaning"), "{looks}");
    let said = poppler("pdfsig", &["-nocert"], &file);
    assert!(said.contains("Signature is Valid"), "{said}");
}

#[tokio::test]
async fn sec_22_an_untouched_file_verifies_and_one_with_a_changed_byte_does_not() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let file = pdf(&app, Who::User, &signature).await;
    let found = verified(&app, file.clone()).await;
    assert_eq!((&found["genuine"], &found["document"]["name"]), (&json!(true), &json!("Ursula Ser")));
    assert_eq!(found["document"]["title"], "Acceptable use");
    for place in [0, file.len() / 2, file.len() - 1] {
        let mut other = file.clone();
        other[place] ^= 1;
        assert_eq!(verified(&app, other).await, json!({ "genuine": false, "document": null }), "{place}");
    }
    let foreign = app.as_(Who::Nobody).post("/api/documents/verify?tenant=globex").body(file);
    assert_eq!(foreign.await.expect(200).json()["genuine"], false, "another portal's");
    let _ = app.as_(Who::Nobody).post("/api/documents/verify?tenant=nobody").body("x").await.expect(404);
}

#[tokio::test]
async fn sec_22_a_code_tells_what_stands_beside_it_and_no_other_code_tells_anything() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let code = signature["code"].as_str().unwrap();
    let ask = |code: String| {
        app.as_(Who::Nobody)
            .post("/api/documents/verify/code")
            .json(&json!({ "tenant": "acme", "code": code }))
    };
    let found = ask(grouped(code).to_lowercase()).await.expect(200).json();
    assert_eq!(found["document"]["company"], "Birch");
    // Nothing but what stands on the paper: no address, no email, no browser.
    let told: Vec<&String> = found["document"].as_object().unwrap().keys().collect();
    let paper =
        ["title", "version", "issuer", "name", "company", "signed_at", "content_sha256", "pdf_sha256"];
    assert_eq!(told, paper);
    let other: String = code.chars().rev().collect();
    assert_eq!(ask(other).await.expect(200).json()["genuine"], false);
    let _ = ask("none".into()).await.expect(422);
    let _ = ask("x".repeat(5_000)).await.expect(413);
}

#[tokio::test]
async fn sec_01_a_signed_document_is_its_signers_own() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let path = format!("/api/portal/documents/signed/{}/pdf", id(&signature));
    for who in [Who::OtherUser, Who::CompanyAdmin, Who::Stranger, Who::ForeignUser] {
        let _ = app.as_(who).get(&path).await.expect(404);
    }
    assert!(kept(&app, &signature).await.pdf.is_none(), "nobody made it");
}

#[tokio::test]
async fn two_who_ask_at_once_get_the_same_file() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let (one, two) = tokio::join!(pdf(&app, Who::User, &signature), pdf(&app, Who::User, &signature));
    assert_eq!(one, two);
    assert_eq!(verified(&app, one).await["genuine"], true);
}

#[tokio::test]
async fn sec_30_a_signed_file_is_made_once_for_all_who_ask() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let scope = app.scope("acme").await;
    let count = async || app.state.files.list(&scope, None, 1_000).await.unwrap().len();
    let before = count().await;
    let path = format!("/api/portal/documents/signed/{}/pdf", id(&signature));
    let asked = (0..8).map(|_| async { app.as_(Who::User).get(&path).await.status() });
    let answers = futures::future::join_all(asked).await;
    assert!(answers.iter().all(|status| *status == 302), "{answers:?}");
    assert_eq!(count().await - before, 1, "no second one was made and thrown away");
}

#[tokio::test]
async fn a_policy_of_two_hundred_pages_is_put_on_paper() {
    let app = office().await;
    let page = "The provider and {{client_name}} agree on this. ".repeat(62);
    let sections: Vec<Value> =
        (0..200).map(|n| json!({ "heading": format!("Page {n}"), "body": page })).collect();
    let policy = published(&app, json!({ "sections": sections })).await;
    let shown = read(&app, Who::User, &policy).await;
    let signature = sign(&app, Who::User, &policy, &deed(&shown)).await.expect(200).json();
    let file = pdf(&app, Who::User, &signature).await;
    let said = poppler("pdfsig", &["-nocert"], &file);
    assert!(said.contains("Signature is Valid"), "{said}");
    let info = poppler("pdfinfo", &[], &file);
    let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned();
    assert!(pages.parse::<u32>().unwrap() > 100, "{pages}");
}
