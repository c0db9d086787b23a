//! The copy of one's own data.

use jiff::SignedDuration;
use serde_json::json;
use shared_testing::Who;

use crate::{app, save};

#[tokio::test]
async fn the_file_holds_profile_sessions_every_areas_part_and_the_log() {
    let app = app().await;
    let _ = save(&app, Who::User, &json!({ "phone": "+1 555 0100" })).await.expect(200);
    let _ = save(&app, Who::OtherUser, &json!({ "phone": "+1 555 0199" })).await.expect(200);
    // The log is read newest first; at one and the same moment either may be the first.
    app.clock.advance(SignedDuration::from_secs(1));
    let answer = app.as_(Who::User).get("/api/profile/export").await.expect(200);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"my-data.json\"");
    let file = answer.json();
    assert_eq!(file["profile"]["phone"], "+1 555 0100");
    assert_eq!(file["profile"]["email"], Who::User.email());
    assert_eq!(file["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(file["notes"].as_array().unwrap().len(), 3);
    assert_eq!(file["notes"][2], json!({ "of": "User", "number": 2 }));
    let actions: Vec<_> =
        file["audit"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect();
    assert_eq!(actions, ["profile.export", "profile.update"]);
    let text = answer.text();
    for secret in ["password", "argon2", "hash", "555 0199", "otheruser"] {
        assert!(!text.to_lowercase().contains(secret), "{secret}");
    }
}
