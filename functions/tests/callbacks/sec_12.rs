//! Where callbacks may go.

use serde_json::json;
use shared_testing::Who;

use crate::desk::Desk;

#[tokio::test]
async fn sec_12_an_address_that_may_not_be_called_is_named_and_nothing_is_kept() {
    let desk = Desk::new().await;
    let dns = &desk.app.dns;
    dns.set_addresses("inside.example", &["10.0.0.1".parse().unwrap()]);
    dns.set_addresses("half.example", &["8.8.8.8".parse().unwrap(), "fd00::1".parse().unwrap()]);
    let long = format!("https://receiver.example/{}", "a".repeat(2_000));
    for (url, expected) in [
        ("https://10.0.0.1/in", "This host is not public."),
        ("https://169.254.169.254/latest/meta-data", "This host is not public."),
        ("https://0xa9fea9fe/latest", "This host is not public."),
        ("https://[::ffff:10.0.0.1]/in", "This host is not public."),
        ("https://inside.example/in", "This host is not public."),
        ("https://half.example/in", "This host is not public."),
        ("https://nowhere.example/in", "This host does not exist."),
        ("ftp://receiver.example/in", "The address must begin with https://."),
        ("https://me:secret@receiver.example/in", "The address must not contain a name or a password."),
        ("https://receiver.example:25/in", "Use port 443, or one from 1024 on."),
        (
            "receiver.example",
            "Use an address such as https://example.com/callback, of at most 2,000 characters.",
        ),
        (&long, "Use an address such as https://example.com/callback, of at most 2,000 characters."),
        ("", "Use an address such as https://example.com/callback, of at most 2,000 characters."),
    ] {
        let refused = desk.push(1, &[Who::User], json!({ "callback_url": url })).await.expect(422).json();
        assert_eq!(refused["errors"], json!({ "callback_url": expected }), "{url:.60}");
    }
    dns.set_silent(true);
    let silent = json!({ "callback_url": "https://receiver.example/in" });
    let _ = desk.push(1, &[Who::User], silent).await.expect(503);
    let policies = desk.app.as_(Who::Admin).get("/api/manage/documents/policies").await.expect(200).json();
    assert_eq!(policies["items"], json!([]));
}

#[tokio::test]
async fn sec_12_a_name_that_leads_inside_since_is_not_called() {
    let desk = Desk::new().await;
    let url = format!("https://receiver.example:{}/in", desk.receiver.port);
    desk.app.dns.set_addresses("receiver.example", &["8.8.8.8".parse().unwrap()]);
    let policy = desk.pushed(1, &[Who::User], json!({ "callback_url": url })).await;
    desk.sign(Who::User, &policy).await;
    for inside in ["10.255.255.1", "169.254.169.254", "::ffff:10.0.0.1"] {
        desk.app.dns.set_addresses("receiver.example", &[inside.parse().unwrap()]);
        desk.settle().await;
        desk.tick(2 * 3_600);
    }
    let admin = desk.app.as_(Who::Admin);
    let listed = desk.listed(&admin, &policy).await;
    assert_eq!((&listed[1]["state"], &listed[1]["attempts"]), (&json!("failed"), &json!(3)));
    assert_eq!(listed[1]["last_error"], "This host is not public.");
    assert!(desk.receiver.got().is_empty());
}
