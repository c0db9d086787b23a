//! An admin of the provider who wants a client's signature: whatever they do, in whatever order, with their own mailboxes
//! and all that the API gives them, they do not get it.

use axum::http::Method;
use proptest::prelude::*;
use serde_json::json;
use shared_testing::{Client, PASSWORD, Who};

use crate::post::Post;
use crate::sec_32_accounts::{
    GIVEN, OWN, create, edit, evidence, forgot, links, login, policy, reset, send, session, sign,
};

/// Mailboxes that the admin reads.
const MINE: [&str; 2] = ["mine1@evil.example", "mine2@evil.example"];

/// Something that the admin does. Numbers choose among accounts and addresses.
#[derive(Debug, Clone)]
enum Deed {
    Create(usize, bool),
    Readdress(usize, usize),
    CancelEmail(usize),
    ResendEmail(usize),
    Disable(usize),
    Enable(usize),
    Invite(usize),
    Impersonate(usize),
    Forgot(usize),
    ReadMail(usize),
    LogIn(usize),
    ChangePassword,
    AskForEmail(usize),
    Sign,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => (0..4_usize, any::<bool>()).prop_map(|(at, password)| Deed::Create(at, password)),
        4 => (0..4_usize, 0..4_usize).prop_map(|(who, at)| Deed::Readdress(who, at)),
        1 => (0..4_usize).prop_map(Deed::CancelEmail),
        1 => (0..4_usize).prop_map(Deed::ResendEmail),
        1 => (0..4_usize).prop_map(Deed::Disable),
        2 => (0..4_usize).prop_map(Deed::Enable),
        1 => (0..4_usize).prop_map(Deed::Invite),
        1 => (0..4_usize).prop_map(Deed::Impersonate),
        3 => (0..4_usize).prop_map(Deed::Forgot),
        6 => (0..2_usize).prop_map(Deed::ReadMail),
        3 => (0..4_usize).prop_map(Deed::LogIn),
        2 => Just(Deed::ChangePassword),
        2 => (0..4_usize).prop_map(Deed::AskForEmail),
        3 => Just(Deed::Sign),
    ]
}

/// What the admin has got so far.
struct Intruder {
    post: Post,
    policy: String,
    /// Accounts of the client's company, the client's own first.
    accounts: Vec<String>,
    sessions: Vec<Client>,
}

impl Intruder {
    async fn new() -> Self {
        let post = Post::new().await;
        let policy = policy(&post).await;
        let accounts = vec![post.app.person(Who::User).id.to_string()];
        Self { post, policy, accounts, sessions: Vec::new() }
    }

    fn account(&self, number: usize) -> String {
        self.accounts[number % self.accounts.len()].clone()
    }

    /// The client's address, one that nobody reads, and the admin's own.
    fn address(number: usize) -> String {
        match number {
            0 => Who::User.email(),
            1 => "nobody@birch.example".to_owned(),
            number => MINE[number % 2].to_owned(),
        }
    }

    async fn manage(&self, method: Method, account: usize, what: &str) {
        let path = format!("/api/manage/users/{}/{what}", self.account(account));
        let _ = self.post.app.as_(Who::Admin).request(method, &path).await;
        self.post.settle().await;
    }

    async fn does(&mut self, deed: &Deed) {
        match *deed {
            Deed::Create(at, password) => {
                let password = password.then_some(GIVEN);
                self.accounts.extend(create(&self.post, &Self::address(at), password).await);
            }
            Deed::Readdress(who, at) => {
                let change = json!({ "email": Self::address(at) });
                let _ = edit(&self.post, &self.account(who), change).await;
            }
            Deed::CancelEmail(who) => self.manage(Method::DELETE, who, "email-change").await,
            Deed::ResendEmail(who) => self.manage(Method::POST, who, "email-change").await,
            Deed::Disable(who) => self.manage(Method::POST, who, "disable").await,
            Deed::Enable(who) => self.manage(Method::POST, who, "enable").await,
            Deed::Invite(who) => self.manage(Method::POST, who, "invitation").await,
            Deed::Impersonate(who) => {
                let path = format!("/api/manage/users/{}/impersonation", self.account(who));
                let body = json!({ "reason": "Ticket 1042", "write": true });
                let answer = send(&self.post.app.as_(Who::Admin), &path, body).await;
                let cookies = answer.headers().get_all("set-cookie").iter();
                let token = cookies.filter_map(|one| one.to_str().ok()?.strip_prefix("portal_session="));
                let token = token.filter_map(|rest| rest.split(';').next()).next().map(str::to_owned);
                self.sessions.extend(token.map(|token| self.post.app.with_token(Some(token))));
            }
            Deed::Forgot(at) => forgot(&self.post, &Self::address(at)).await,
            Deed::ReadMail(at) => self.reads(MINE[at]).await,
            Deed::LogIn(at) => {
                for password in [GIVEN, OWN] {
                    self.sessions.extend(login(&self.post, &Self::address(at), password).await);
                }
                // Guessing is another row's matter.
                self.post.tick(20 * 60);
            }
            Deed::ChangePassword => {
                let body = json!({ "current_password": GIVEN, "new_password": OWN });
                for client in self.sessions.clone() {
                    let answer = send(&client, "/api/auth/password", body.clone()).await;
                    if answer.status() == 204 {
                        self.sessions.push(session(&self.post, &answer));
                    }
                }
            }
            Deed::AskForEmail(at) => {
                for client in self.sessions.clone() {
                    let body = json!({ "email": Self::address(at), "current_password": OWN });
                    let _ = send(&client, "/api/auth/email", body).await;
                }
                self.post.tick(20 * 60);
                self.post.settle().await;
            }
            Deed::Sign => {
                for client in &self.sessions {
                    let _ = sign(client, &self.policy).await;
                }
            }
        }
        let over = self.sessions.len().saturating_sub(4);
        self.sessions.drain(..over);
    }

    /// Follows every link in a mailbox, with every session where one is asked for.
    async fn reads(&mut self, mailbox: &str) {
        let nobody = self.post.app.as_(Who::Nobody);
        for link in links(&self.post, mailbox).into_iter().take(6) {
            let body = json!({ "token": link.token });
            match link.page.as_str() {
                "register" => {
                    let body = json!({ "invite": link.token, "password": OWN });
                    let answer = send(&nobody, "/api/auth/register", body).await;
                    if answer.status() == 200 {
                        self.sessions.push(session(&self.post, &answer));
                    }
                }
                "reset-password" => {
                    reset(&self.post, &link.token, OWN).await;
                }
                "confirm-email" => {
                    for client in self.sessions.clone() {
                        let answer = send(&client, "/api/auth/email/confirm", body.clone()).await;
                        if answer.status() == 204 {
                            self.sessions.push(session(&self.post, &answer));
                        }
                    }
                }
                "object-email" => {
                    let body = json!({ "token": link.token, "change": link.change });
                    let _ = send(&nobody, "/api/auth/email/object", body).await;
                }
                _ => {}
            }
        }
        self.post.settle().await;
    }

    /// Nothing is signed by the client's account, nor in the name of the client's address.
    async fn has_no_signature_of_the_client(&self) -> Result<(), TestCaseError> {
        let theirs = Who::User.email();
        for evidence in evidence(&self.post).await {
            prop_assert_ne!(evidence["user"].as_str(), Some(self.accounts[0].as_str()));
            prop_assert_ne!(evidence["email"].as_str(), Some(theirs.as_str()));
            prop_assert_ne!(evidence["email"].as_str(), Some("nobody@birch.example"));
            let proven = evidence["account"]["proven"]["email"].as_str().unwrap_or_default();
            prop_assert!(MINE.contains(&proven), "signed by an account that was proven to {proven}");
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn sec_32_an_admin_cannot_obtain_a_clients_signature_by_any_sequence_of_operations(
        deeds in proptest::collection::vec(deed(), 4..26),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut intruder = Intruder::new().await;
            for deed in &deeds {
                intruder.does(deed).await;
            }
            intruder.does(&Deed::Sign).await;
            intruder.has_no_signature_of_the_client().await
        })?;
    }
}

/// The ways that were open once, or would be nearly: each is tried in every run.
#[tokio::test]
async fn sec_32_the_known_ways_to_a_clients_signature_are_closed() {
    use Deed::{
        AskForEmail, ChangePassword, Create, Disable, Enable, Forgot, LogIn, ReadMail, Readdress, Sign,
    };
    for (way, deeds) in [
        // The client's account is given the admin's address.
        vec![Readdress(0, 2), Forgot(2), ReadMail(0), LogIn(2), Sign, Readdress(0, 0), Sign],
        vec![Disable(0), Readdress(0, 2), Enable(0), Forgot(2), ReadMail(0), LogIn(2), Sign],
        // An account in the client's name with a password that the admin knows.
        vec![Create(1, true), LogIn(1), ChangePassword, LogIn(1), Sign, Forgot(1), ReadMail(0), Sign],
        // An account of the admin's own that becomes the client's.
        vec![Create(2, false), ReadMail(0), Readdress(1, 1), ReadMail(0), AskForEmail(1), ReadMail(0), Sign],
        vec![Create(2, true), LogIn(2), ChangePassword, Readdress(1, 1), ReadMail(0), Sign],
        // An invitation to the admin's mailbox, used after the address is the client's.
        vec![Create(2, false), Readdress(1, 1), ReadMail(0), Sign],
        vec![Create(2, false), Readdress(1, 1), Readdress(1, 2), ReadMail(0), Readdress(1, 1), ReadMail(0)],
    ]
    .into_iter()
    .enumerate()
    {
        let mut intruder = Intruder::new().await;
        for deed in &deeds {
            intruder.does(deed).await;
        }
        intruder.does(&Sign).await;
        intruder.has_no_signature_of_the_client().await.unwrap_or_else(|error| panic!("way {way}: {error}"));
        // The same look finds the client's own signature.
        let Some(client) = login(&intruder.post, &Who::User.email(), PASSWORD).await else { continue };
        assert_eq!(sign(&client, &intruder.policy).await, 200, "way {way}");
        intruder.has_no_signature_of_the_client().await.expect_err("the client has signed");
    }
}
