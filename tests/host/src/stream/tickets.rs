//! Tickets, each with two comments.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::json;

use super::{Sender, Stream, Work, all, by, moved};
use crate::{Client, Portal, invoke::fresh_id};

/// Writers at once.
const WRITERS: usize = 3;

/// What was answered: ticket ids by subject, and the comments of each.
#[derive(Default, Debug)]
struct Account {
    tickets: BTreeMap<String, String>,
    comments: BTreeMap<String, Vec<String>>,
}

/// One person's tickets.
pub struct Tickets {
    user: Client,
    account: Arc<Mutex<Account>>,
}

impl Work for Tickets {
    async fn start(portal: &Portal, stream: &mut Stream) -> Self {
        let user = portal.client_user().await;
        let account = Arc::<Mutex<Account>>::default();
        for _ in 0..WRITERS {
            let (sender, account) = (stream.sender(&user), Arc::clone(&account));
            stream.write(move || {
                let (sender, account) = (sender.clone(), Arc::clone(&account));
                async move {
                    one(&sender, &account).await;
                    true
                }
            });
        }
        Self { user, account }
    }

    fn answered(&self) -> usize {
        self.account.lock().unwrap().tickets.len()
    }

    async fn prove(&self, portal: &Portal) {
        let client = moved(&self.user, portal);
        let account = std::mem::take(&mut *self.account.lock().unwrap());
        let tickets = all(&client, "/api/portal/tickets").await;
        let found = by(&tickets, "subject");
        for (subject, id) in &account.tickets {
            let there = found.get(subject).unwrap_or_else(|| panic!("{subject} is lost"));
            assert_eq!(there.iter().map(|ticket| &ticket["id"]).collect::<Vec<_>>(), [id], "{subject}");
        }
        let twice: Vec<_> = found.iter().filter(|(_, tickets)| tickets.len() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        for (id, texts) in &account.comments {
            let entries = client.get(&format!("/api/portal/tickets/{id}/comments?limit=100")).await.unwrap();
            let said = entries.json()["items"].to_string();
            for text in texts {
                assert_eq!(said.matches(text.as_str()).count(), 1, "{text} in {said}");
            }
        }
    }
}

/// Raises a ticket and comments on it twice, each until it is answered.
async fn one(sender: &Sender, account: &Mutex<Account>) {
    let subject = format!("Stream {}", fresh_id());
    let body = json!({ "subject": subject, "description": "Raised while everything is being killed." });
    let ticket = sender.post("/api/portal/tickets", &body).await;
    let id = ticket.json()["id"].as_str().unwrap().to_owned();
    account.lock().unwrap().tickets.insert(subject, id.clone());
    for _ in 0..2 {
        let text = format!("Comment {}", fresh_id());
        sender.post(&format!("/api/portal/tickets/{id}/comments"), &json!({ "body": text })).await;
        account.lock().unwrap().comments.entry(id.clone()).or_default().push(text);
    }
}
