//! A packaged portal under the host, with a tenant and its people in it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Answer, Client, Host, invoke::fresh_id, package, post};

/// The name under which browsers know the portal in these tests.
pub const ORIGIN: &str = "https://portal.example";
const PASSWORD: &str = "Granite-Orchard-71";

/// A host, its folder, and what is needed to start it again.
pub struct Portal {
    pub host: Host,
    pub root: PathBuf,
    pub settings: BTreeMap<String, String>,
    /// Holds the packaged folder and the data.
    _folder: TempDir,
}

impl Portal {
    /// A portal on the embedded stores with the tenant `acme`.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let settings = settings(&data);
        Self::with(folder, settings).await
    }

    /// A portal with other settings, such as those of the cloud's stand-ins.
    pub async fn with(folder: TempDir, mut settings: BTreeMap<String, String>) -> Self {
        settings.insert("SMTP_URL".to_owned(), post::url());
        settings.insert("MAIL_FROM".to_owned(), "portal@portal.example".to_owned());
        let root = folder.path().join("app");
        package::copy_to(&root);
        provision(&root, &settings);
        let host = Host::start(&root, &settings).await.unwrap_or_else(|why| panic!("{why}"));
        Self { host, root, settings, _folder: folder }
    }

    /// Kills the handler and everything of the host, and starts anew on the same data.
    pub async fn restart(&mut self) {
        self.host.kill().await;
        let mut tries = 0;
        let next = loop {
            tries += 1;
            match Host::start(&self.root, &self.settings).await {
                Ok(host) => break host,
                // The dead process may hold its data folder for another moment.
                Err(_) if tries < 100 => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
                Err(why) => panic!("{why}"),
            }
        };
        self.host = next;
    }

    /// A browser that nobody has signed in with.
    pub fn visitor(&self) -> Client {
        let mut client = self.host.client();
        "portal.example".clone_into(&mut client.host);
        client.with("origin", ORIGIN)
    }

    /// A browser in which the tenant's admin is signed in.
    pub async fn admin(&self) -> Client {
        self.signed_in("dana@acme.example").await
    }

    /// A browser of a client user of a company, both made for this call.
    pub async fn client_user(&self) -> Client {
        let admin = self.admin().await;
        let company = self.company(&admin).await;
        self.user_of(&admin, &company, "user").await
    }

    /// A new company.
    pub async fn company(&self, admin: &Client) -> String {
        let name = format!("Harbour {}", fresh_id());
        created(admin, "/api/manage/companies", &json!({ "name": name })).await
    }

    /// A browser of a new person of a company.
    pub async fn user_of(&self, admin: &Client, company: &str, role: &str) -> Client {
        let email = format!("{}@harbour.example", fresh_id());
        let path = format!("/api/manage/companies/{company}/users");
        let user = json!({ "name": "María Ruiz", "email": email, "role": role });
        created(admin, &path, &user).await;
        // Only who has joined by a mailed invitation signs documents.
        let body = json!({ "invite": post::invitation(&email).await, "password": PASSWORD });
        let joined = self.visitor().json("POST", "/api/auth/register", &body).await.unwrap();
        self.with_session(&joined)
    }

    /// A browser in which somebody is signed in.
    pub async fn signed_in(&self, email: &str) -> Client {
        self.with_session(&self.sign_in(email).await)
    }

    fn with_session(&self, answer: &Answer) -> Client {
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let set = answer.header("set-cookie").unwrap().to_owned();
        self.visitor().with("cookie", set.split(';').next().unwrap())
    }

    /// The answer to a sign-in.
    pub async fn sign_in(&self, email: &str) -> Answer {
        let body = json!({ "tenant": "acme", "email": email, "password": PASSWORD });
        self.visitor().json("POST", "/api/auth/login", &body).await.unwrap()
    }
}

/// The settings of a portal on the embedded stores, as if it stood behind a front door.
pub fn settings(data: &Path) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("PORTAL_DATA".to_owned(), data.display().to_string()),
        ("PORTAL_ORIGIN".to_owned(), ORIGIN.to_owned()),
        ("PORTAL_FILES_ORIGIN".to_owned(), "https://files.example".to_owned()),
        ("PORTAL_PROXY".to_owned(), "functions".to_owned()),
    ])
}

/// Creates something and answers its id.
pub async fn created(client: &Client, path: &str, body: &Value) -> String {
    let answer = client.json("POST", path, body).await.unwrap();
    assert!((200..300).contains(&answer.status), "{path}: {} {:?}", answer.status, answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn provision(root: &Path, settings: &BTreeMap<String, String>) {
    let words =
        ["tenant", "create", "--slug", "acme", "--name", "Acme IT", "--admin-email", "dana@acme.example"];
    let output = Command::new(root.join("handler"))
        .args(words)
        .args(["--admin-name", "Dana Whitfield"])
        .current_dir(root)
        .envs(settings)
        .env("PORTAL_ADMIN_PASSWORD", PASSWORD)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
