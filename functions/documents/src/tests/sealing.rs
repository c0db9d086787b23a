//! Signing, while the authority that stamps the time answers and while it does not.

use std::sync::Arc;

use serde_json::json;
use shared::app::App;
use shared::id::UserId;
use shared::pdf::Press;
use shared::problem::Problem;
use shared_testing::{TestApp, Who};

use super::office::{id, office, published, signed};
use super::pdf::{bytes, kept};
use crate::seal::tests::reader::Opened;
use crate::seal::tests::tsa::Authority;

/// The app as it is with this authority configured.
fn with_authority(app: &TestApp, url: &str) -> App {
    let mut settings = (*app.state.settings).clone();
    settings.timestamp_url = Some(url.to_owned());
    App { settings: Arc::new(settings), ..app.state.clone() }
}

#[tokio::test]
async fn sec_22_signing_does_not_wait_for_the_authority_and_the_file_is_sealed_once_it_answers() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    let press = || Press::new(super::office::Plain);

    // Nobody listens on this port.
    let silent = with_authority(&app, "http://127.0.0.1:9/tsa");
    assert_eq!(crate::seal(silent.clone(), press()).await.unwrap(), 0);
    let scope = app.scope("acme").await;
    let (_, tenant) = silent.directory.scope(scope.tenant()).await.unwrap().unwrap();
    let stored = app.state.store.get(&scope, &id(&signature)).await.unwrap().unwrap();
    let asked =
        crate::store::pdf(&silent, &press(), (&scope, &tenant), &UserId::named("service", "test"), stored)
            .await;
    assert!(matches!(asked, Err(Problem::Unavailable { .. })));
    assert!(kept(&app, &signature).await.pdf.is_none(), "no file without its timestamp");

    let authority = Authority::start();
    let answering = with_authority(&app, authority.url());
    assert_eq!(crate::seal(answering.clone(), press()).await.unwrap(), 1);
    let file = bytes(&app, &signature).await;
    let opened = Opened::read(&file);
    authority.verifies(&opened.token().expect("a timestamp"), opened.signature()).unwrap();
    assert_eq!(crate::seal(answering, press()).await.unwrap(), 0, "once");
    let verified = app.as_(Who::Nobody).post("/api/documents/verify?tenant=acme").body(file);
    assert_eq!(verified.await.expect(200).json()["genuine"], true);
}

#[tokio::test]
async fn without_an_authority_a_file_is_made_when_it_is_first_asked_for() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    assert_eq!(crate::seal(app.state.clone(), Press::new(super::office::Plain)).await.unwrap(), 0);
    assert!(kept(&app, &signature).await.pdf.is_none());
}
