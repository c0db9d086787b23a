//! Row 3: no header chooses an address, a tenant or a person.

use shared_testing::{PASSWORD, Who};

use crate::support::{app, attempt, login, stored, token};

const FORGED: [(&str, &str); 18] = [
    ("x-forwarded-for", "203.0.113.7"),
    ("x-forwarded-for", "203.0.113.8, 203.0.113.9"),
    ("x-azure-clientip", "203.0.113.10"),
    ("x-azure-socketip", "203.0.113.10"),
    ("x-real-ip", "203.0.113.11"),
    ("forwarded", "for=203.0.113.12;host=globex.example"),
    ("true-client-ip", "203.0.113.13"),
    ("cf-connecting-ip", "203.0.113.14"),
    ("x-client-ip", "203.0.113.15"),
    ("x-forwarded-host", "globex.example"),
    ("x-original-host", "globex.example"),
    ("x-original-url", "/api/manage/companies"),
    ("x-rewrite-url", "/api/manage/companies"),
    ("x-tenant", "globex"),
    ("x-tenant-id", "globex"),
    ("x-tenant-slug", "globex"),
    ("x-user-id", "usr_00000000000000000000000000"),
    ("x-ms-client-principal", "eyJ1c2VySWQiOiJhZG1pbiJ9"),
];

#[tokio::test]
async fn sec_03_no_header_changes_who_somebody_is() {
    let app = app().await;
    let plain = app.as_(Who::User).get("/api/auth/session").await.expect(200).json();
    for (name, value) in FORGED {
        let answer = app.as_(Who::User).get("/api/auth/session").header(name, value).await;
        assert_eq!(answer.status(), 200, "{name}: {value}");
        assert_eq!(answer.json(), plain, "{name}: {value}");
        let nobody = app.as_(Who::Nobody).get("/api/auth/session").header(name, value).await;
        assert_eq!(nobody.status(), 401, "{name}: {value}");
    }
    for authorization in ["Bearer ", "Basic "] {
        let value = format!("{authorization}{}", app.token(Who::Admin));
        let nobody = app.as_(Who::Nobody).get("/api/auth/session").header("authorization", &value).await;
        assert_eq!(nobody.status(), 401, "a session comes in the cookie alone");
    }
}

#[tokio::test]
async fn sec_03_no_query_parameter_changes_the_tenant() {
    let app = app().await;
    let session = app.as_(Who::User).get("/api/auth/session?tenant=globex").await.expect(200).json();
    assert_eq!(session["tenant"]["slug"], "acme");
}

#[tokio::test]
async fn sec_03_a_forged_address_neither_opens_a_counter_nor_gets_into_the_records() {
    let app = app().await;
    for (number, (name, value)) in FORGED.iter().cycle().take(50).enumerate() {
        let email = format!("nobody{number}@b.example");
        let _ = attempt(&app, "acme", &email, "wrong").header(name, value).await.expect(401);
    }
    for (name, value) in FORGED {
        let _ = attempt(&app, "acme", &Who::User.email(), PASSWORD).header(name, value).await.expect(429);
    }
}

#[tokio::test]
async fn sec_03_a_session_remembers_the_connections_own_address() {
    let app = app().await;
    let request =
        FORGED.iter().fold(login(&app, Who::User), |request, (name, value)| request.header(name, value));
    let answer = request.await.expect(200);
    assert!(!token(&answer).is_empty());
    let kept = stored(&app, Who::User).await.value;
    assert_eq!(kept.sessions.last().unwrap().address.as_deref(), Some("192.0.2.1"));
}
