//! Signatures: the people of two companies sign everything that is published, so each chain has several who lengthen it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::{Value, json};

use super::{Sender, Stream, Work, all, by, everybody, moved};
use crate::{Client, Portal, demo::created};

const POLICIES: usize = 40;
const COMPANIES: usize = 2;
const PEOPLE: usize = 3;

/// Somebody who signs.
struct Signer {
    client: Client,
    company: usize,
}

/// Everybody's signatures.
pub struct Signatures {
    signers: Vec<Signer>,
    /// Ids by policy and place of the signer.
    account: Arc<Mutex<BTreeMap<(String, usize), String>>>,
}

impl Work for Signatures {
    async fn start(portal: &Portal, stream: &mut Stream) -> Self {
        let admin = portal.admin().await;
        let mut policies = Vec::new();
        for n in 0..POLICIES {
            let policy = json!({
                "title": format!("Policy {n}"), "issuer": "Acme IT", "shown_to": everybody(),
                "sections": [{ "heading": "For {{client_name}}", "body": "**Signed** while everything is killed." }],
            });
            let path = "/api/manage/documents/policies";
            let id = created(&admin, path, &policy).await;
            let admin = admin.with("if-match", "\"1\"");
            let answer = admin.json("POST", &format!("{path}/{id}/publish"), &json!({})).await.unwrap();
            assert_eq!(answer.status, 200, "{:?}", answer.body);
            policies.push(id);
        }
        let account = Arc::<Mutex<BTreeMap<(String, usize), String>>>::default();
        let (policies, mut signers) = (Arc::new(policies), Vec::new());
        for company in 0..COMPANIES {
            let id = portal.company(&admin).await;
            for _ in 0..PEOPLE {
                signers.push(Signer { client: portal.user_of(&admin, &id, "user").await, company });
            }
        }
        for (place, signer) in signers.iter().enumerate() {
            let (sender, next) = (stream.sender(&signer.client), Arc::new(AtomicUsize::new(0)));
            let (policies, account) = (Arc::clone(&policies), Arc::clone(&account));
            stream.write(move || {
                let (sender, policies) = (sender.clone(), Arc::clone(&policies));
                let (account, next) = (Arc::clone(&account), next.fetch_add(1, Ordering::Relaxed));
                async move {
                    let Some(policy) = policies.get(next) else { return false };
                    let id = sign(&sender, policy).await;
                    account.lock().unwrap().insert((policy.clone(), place), id);
                    true
                }
            });
        }
        Self { signers, account }
    }

    fn answered(&self) -> usize {
        self.account.lock().unwrap().len()
    }

    async fn prove(&self, portal: &Portal) {
        let admin = portal.admin().await;
        let account = std::mem::take(&mut *self.account.lock().unwrap());
        for (place, signer) in self.signers.iter().enumerate() {
            let client = moved(&signer.client, portal);
            let signed = all(&client, "/api/portal/documents?tab=signed").await;
            let found = by(&signed, "id");
            let mine: Vec<&String> =
                account.iter().filter(|((_, who), _)| *who == place).map(|(_, id)| id).collect();
            assert_eq!((signed.len(), found.len()), (mine.len(), mine.len()), "none twice, none else");
            assert!(mine.iter().all(|id| found.contains_key(*id)), "{mine:?} in {found:?}");
        }
        // Every chain verifies, and holds exactly what was answered.
        let mut chains: BTreeMap<(&str, usize), Vec<&str>> = BTreeMap::new();
        for ((policy, place), id) in &account {
            chains.entry((policy.as_str(), self.signers[*place].company)).or_default().push(id);
        }
        for (chain, ids) in &chains {
            let proof =
                admin.get(&format!("/api/manage/documents/signatures/{}", ids[0])).await.unwrap().json();
            let (intact, links) = (&proof["chain_intact"], &proof["chain_links"]);
            assert_eq!((intact, links), (&json!(true), &json!(ids.len())), "{chain:?}: {proof}");
        }
        // What staff read of it agrees.
        let figures: Value = admin.get("/api/manage/documents/compliance").await.unwrap().json();
        assert_eq!(figures["signed"], account.len(), "{figures}");
    }
}

/// Reads and signs until it is answered; the signature's id.
async fn sign(sender: &Sender, policy: &str) -> String {
    let path = format!("/api/portal/documents/{policy}");
    let shown = sender.get(&path).await.json();
    let deed = json!({
        "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
    });
    sender.post(&format!("{path}/sign"), &deed).await.json()["id"].as_str().unwrap().to_owned()
}
