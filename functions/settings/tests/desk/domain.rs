//! The custom domain.

use jiff::SignedDuration;
use serde_json::{Value, json};
use settings::domain::check_all;
use shared_testing::{TestApp, Who};

use crate::{app, wrong};

const PATH: &str = "/api/manage/domain";
const NAME: &str = "help.acme.example";

async fn claim(app: &TestApp, who: Who) -> Value {
    app.as_(who).put(PATH).json(&json!({ "name": NAME })).await.expect(200).json()
}

/// Enters the records that an answer asks for.
fn enter(app: &TestApp, domain: &Value) {
    let record = |place: usize, field: &str| domain["records"][place][field].as_str().unwrap().to_owned();
    app.dns.set_txt(&record(0, "name"), &record(0, "value"));
    app.dns.set_cname(&record(1, "name"), &record(1, "value"));
}

async fn look(app: &TestApp, who: Who) -> (String, Option<String>) {
    let seen = app.as_(who).post(&format!("{PATH}/check")).await.expect(200).json();
    (seen["state"].as_str().unwrap().to_owned(), seen["reason"].as_str().map(str::to_owned))
}

async fn leads_to(app: &TestApp) -> Option<String> {
    app.state.directory.host(NAME).await.unwrap().map(|slug| slug.to_string())
}

#[tokio::test]
async fn a_domain_becomes_active_step_by_step_and_the_portals_origin_with_it() {
    let app = app().await;
    let none = app.as_(Who::Viewer).get(PATH).await.expect(200).json();
    assert_eq!((none.get("name"), &none["origin"]), (None, &json!("http://localhost:7071")));
    let claimed = claim(&app, Who::Admin).await;
    assert_eq!(
        (&claimed["state"], &claimed["records"][0]["name"]),
        (&json!("pending"), &json!("_portal-verify.help.acme.example"))
    );
    assert!(claimed["records"][0]["value"].as_str().unwrap().starts_with("portal-verification="));
    assert_eq!(look(&app, Who::Admin).await, ("pending".into(), None));
    assert_eq!(leads_to(&app).await, None, "nobody is led anywhere before the proof");
    let text = claimed["records"][0]["value"].as_str().unwrap();
    app.dns.set_txt("_portal-verify.help.acme.example", text);
    assert_eq!(look(&app, Who::Admin).await, ("provisioning".into(), None));
    assert_eq!(leads_to(&app).await.as_deref(), Some("acme"));
    enter(&app, &claimed);
    assert_eq!(look(&app, Who::Admin).await, ("active".into(), None));
    let active = app.as_(Who::Viewer).get(PATH).await.expect(200).json();
    assert_eq!(
        (&active["origin"], &active["records"][1]["seen"]),
        (&json!("https://help.acme.example"), &json!(true))
    );
    // Silence of the domain name system takes nothing away.
    app.dns.set_silent(true);
    assert_eq!(look(&app, Who::Admin).await.0, "active");
    app.dns.set_silent(false);
    app.dns.set_cname(NAME, "parking.example");
    assert_eq!(look(&app, Who::Admin).await, ("error".into(), Some("leads_elsewhere".into())));
    assert_eq!(app.as_(Who::Viewer).get(PATH).await.expect(200).json()["origin"], "http://localhost:7071");
    let _ = app.as_(Who::Admin).delete(PATH).await.expect(204);
    assert_eq!(leads_to(&app).await, None);
    let _ = app.as_(Who::Admin).delete(PATH).await.expect(404);
    let _ = app.as_(Who::Admin).post(&format!("{PATH}/check")).await.expect(404);
}

#[tokio::test]
async fn a_domain_without_cname_leads_here_by_the_targets_addresses() {
    let app = app().await;
    let claimed = claim(&app, Who::Admin).await;
    app.dns.set_txt("_portal-verify.help.acme.example", claimed["records"][0]["value"].as_str().unwrap());
    let ours = ["192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap()];
    app.dns.set_addresses("localhost", &ours);
    app.dns.set_addresses(NAME, &["192.0.2.9".parse().unwrap()]);
    assert_eq!(look(&app, Who::Admin).await.0, "provisioning");
    app.dns.set_addresses(NAME, &ours[..1]);
    assert_eq!(look(&app, Who::Admin).await.0, "active");
}

#[tokio::test]
async fn sec_27_one_domain_belongs_to_one_portal_and_a_claim_without_proof_takes_nothing() {
    let app = app().await;
    // Both may claim; only the proof decides, and each has its own.
    let (ours, theirs) = (claim(&app, Who::Admin).await, claim(&app, Who::ForeignAdmin).await);
    assert_ne!(ours["records"][0]["value"], theirs["records"][0]["value"]);
    enter(&app, &ours);
    assert_eq!(look(&app, Who::ForeignAdmin).await.0, "pending");
    assert_eq!(look(&app, Who::Admin).await.0, "active");
    app.dns.set_txt("_portal-verify.help.acme.example", theirs["records"][0]["value"].as_str().unwrap());
    assert_eq!(look(&app, Who::ForeignAdmin).await, ("error".into(), Some("taken".into())));
    assert_eq!(leads_to(&app).await.as_deref(), Some("acme"));
    let _ = app.as_(Who::ForeignAdmin).delete(PATH).await.expect(204);
    assert_eq!(
        leads_to(&app).await.as_deref(),
        Some("acme"),
        "giving up what one never had gives nothing away"
    );
    let answer = app.as_(Who::ForeignAdmin).put(PATH).json(&json!({ "name": NAME })).await;
    assert_eq!(wrong(&answer), ["name"]);
}

#[tokio::test]
async fn sec_27_a_released_and_reclaimed_domain_is_proven_again() {
    let app = app().await;
    let first = claim(&app, Who::Admin).await;
    enter(&app, &first);
    assert_eq!(look(&app, Who::Admin).await.0, "active");
    let _ = app.as_(Who::Admin).delete(PATH).await.expect(204);
    // The records are still there: they lead to us, and whoever comes next must not profit from them.
    let answer = app.as_(Who::ForeignAdmin).put(PATH).json(&json!({ "name": NAME })).await;
    assert_eq!(wrong(&answer), ["name"], "not before the cooldown is over");
    let again = claim(&app, Who::Admin).await;
    assert_ne!(again["records"][0]["value"], first["records"][0]["value"]);
    assert_eq!(look(&app, Who::Admin).await.0, "pending", "the old record proves nothing");
    let _ = app.as_(Who::Admin).delete(PATH).await.expect(204);
    app.clock.advance(SignedDuration::from_hours(73));
    let theirs = app.elsewhere(Who::ForeignAdmin, settings::router());
    // Sessions have ended in the meantime; a fresh one stands for a new sign-in.
    drop(theirs);
    let scope = app.scope("globex").await;
    let tenant = app.state.directory.tenant(scope.tenant()).await.unwrap().unwrap();
    assert!(!app.state.directory.is_taken(NAME, &tenant.slug).await.unwrap());
    let domain = settings::domain::Domain::claimed(&app.state, NAME.into());
    let mut batch = app.state.store.batch(&scope);
    batch.create(&domain);
    app.state.store.commit(batch).await.unwrap();
    assert_eq!(check_all(&app.state).await.unwrap(), 1);
    assert_eq!(leads_to(&app).await, None, "the old tenant's record proves nothing for the new one");
    app.dns.set_txt(&domain.proof_name(), &domain.proof());
    assert_eq!(check_all(&app.state).await.unwrap(), 1);
    assert_eq!(leads_to(&app).await.as_deref(), Some("globex"));
}

#[tokio::test]
async fn sec_27_a_domain_whose_proof_is_gone_is_given_up_by_the_timer() {
    let app = app().await;
    let claimed = claim(&app, Who::Admin).await;
    enter(&app, &claimed);
    assert_eq!(check_all(&app.state).await.unwrap(), 1);
    assert_eq!(leads_to(&app).await.as_deref(), Some("acme"));
    app.dns.set_txt("_portal-verify.help.acme.example", "");
    for (hours, expected) in [(1, Some("acme")), (71, Some("acme")), (2, None)] {
        app.clock.advance(SignedDuration::from_hours(hours));
        let _ = check_all(&app.state).await.unwrap();
        assert_eq!(leads_to(&app).await.as_deref(), expected, "{hours}");
    }
    app.dns.set_txt("_portal-verify.help.acme.example", claimed["records"][0]["value"].as_str().unwrap());
    let _ = check_all(&app.state).await.unwrap();
    assert_eq!(leads_to(&app).await, None, "the old record does not bring it back");
}

#[tokio::test]
async fn names_that_cannot_be_a_portals_are_refused() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    for name in [
        "",
        "acme",
        "localhost",
        "127.0.0.1",
        "https://help.acme.example",
        "a..b",
        &format!("{}.example", "a".repeat(200)),
    ] {
        assert_eq!(wrong(&admin.put(PATH).json(&json!({ "name": name })).await), ["name"], "{name}");
    }
    let _ = claim(&app, Who::Admin).await;
    let same = claim(&app, Who::Admin).await;
    assert_eq!(same["version"], 1, "claiming again changes nothing");
    let _ = admin.put(PATH).json(&json!({ "name": "other.acme.example" })).await.expect(409);
}
