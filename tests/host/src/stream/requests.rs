//! Requests of the catalogue: some become tickets at once, others when a company admin approves them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

use super::{Sender, Stream, Work, all, everybody, moved};
use crate::{Client, Portal, demo::created, invoke::fresh_id};

/// Writers at once.
const WRITERS: usize = 3;

/// One person's requests, and the colleague who approves them.
pub struct Requests {
    user: Client,
    /// Ids by the note that was asked with.
    account: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Work for Requests {
    async fn start(portal: &Portal, stream: &mut Stream) -> Self {
        let admin = portal.admin().await;
        let item = async |name: &str, needs_approval: bool| {
            let fields = json!([{ "key": "note", "type": "text", "label": "Note", "required": true }]);
            let item = json!({
                "name": name, "summary": "To work on", "category": "Hardware", "published": true,
                "needs_approval": needs_approval, "shown_to": everybody(), "fields": fields,
            });
            created(&admin, "/api/manage/catalog/items", &item).await
        };
        let items = [item("Mouse", false).await, item("Laptop", true).await];
        let company = portal.company(&admin).await;
        let user = portal.user_of(&admin, &company, "user").await;
        let boss = portal.user_of(&admin, &company, "company_admin").await;
        let account = Arc::<Mutex<BTreeMap<String, String>>>::default();
        for _ in 0..WRITERS {
            let (sender, boss) = (stream.sender(&user), stream.sender(&boss));
            let (items, account) = (items.clone(), Arc::clone(&account));
            stream.write(move || {
                let (sender, boss, items) = (sender.clone(), boss.clone(), items.clone());
                let account = Arc::clone(&account);
                async move {
                    for item in &items {
                        let note = format!("Note {}", fresh_id());
                        let asked = ask(&sender, item, &note).await;
                        let id = asked["id"].as_str().unwrap().to_owned();
                        if asked["ticket"].is_null() {
                            approve(&boss, &id).await;
                        }
                        account.lock().unwrap().insert(note, id);
                    }
                    true
                }
            });
        }
        Self { user, account }
    }

    fn answered(&self) -> usize {
        self.account.lock().unwrap().len()
    }

    async fn prove(&self, portal: &Portal) {
        let client = moved(&self.user, portal);
        let account = std::mem::take(&mut *self.account.lock().unwrap());
        let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut became = Vec::new();
        for line in all(&client, "/api/portal/requests").await {
            let id = line["id"].as_str().unwrap().to_owned();
            let request = client.get(&format!("/api/portal/requests/{id}")).await.unwrap().json();
            let note = request["answers"]["note"].as_str().unwrap().to_owned();
            became.push(request["ticket"]["id"].as_str().unwrap_or_else(|| panic!("{request}")).to_owned());
            notes.entry(note).or_default().push(id);
        }
        for (note, id) in &account {
            assert_eq!(notes.get(note), Some(&vec![id.clone()]), "{note}");
        }
        let twice: Vec<_> = notes.iter().filter(|(_, ids)| ids.len() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        // Each became one ticket, and no ticket came from anything else.
        let tickets = all(&client, "/api/portal/tickets").await;
        let there: BTreeSet<&str> = tickets.iter().filter_map(|ticket| ticket["id"].as_str()).collect();
        let wanted: BTreeSet<&str> = became.iter().map(String::as_str).collect();
        assert_eq!((tickets.len(), wanted.len()), (became.len(), became.len()));
        assert_eq!(there, wanted);
    }
}

/// Asks for an item until it is answered.
async fn ask(sender: &Sender, item: &str, note: &str) -> Value {
    let body = json!({ "item": item, "form_version": 1, "answers": { "note": note } });
    sender.post("/api/portal/requests", &body).await.json()
}

/// Approves until it is decided: the answer to the approval itself may be the one that was lost.
async fn approve(boss: &Sender, id: &str) {
    let path = format!("/api/portal/requests/{id}");
    loop {
        let answer = boss.until(&format!("{path}/approve"), Some(&json!({})), &[409]).await;
        if answer.status != 409 || !boss.get(&path).await.json()["ticket"].is_null() {
            return;
        }
    }
}
