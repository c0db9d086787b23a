//! What documents say by mail: to clients what they are asked to sign and what they have signed, to whoever published it
//! what became of it.

mod texts;

use std::sync::LazyLock;

use async_trait::async_trait;
use serde::Deserialize;
use shared::account::{Language, Role, USER, User};
use shared::id::{PolicyId, SignatureId};
use shared::mail::{AreaMails, Heard, Message as Mail, Outgoing, Say, Words};
use shared::problem::Problem;
use shared::store::{Found, Query, Stored};

use crate::jobs::reminders::OfReminder;
use crate::model::{Outcome, Policy, Published, Signature, SignerRecord};
use crate::store::clients;

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// The area's words.
pub(crate) fn speak(language: Language) -> Say<'static> {
    WORDS.speak(language)
}

/// What signing means, in the signer's language: shown with the document, kept with the signature.
pub(crate) fn consent(language: Language) -> String {
    WORDS.speak(language).text("consent")
}

/// The same in every language that somebody can have been shown.
pub(crate) fn consents() -> [String; 3] {
    Language::ALL.map(consent)
}

/// The area's mails.
pub struct Mails;

/// What an event of a published policy says.
#[derive(Deserialize)]
struct OfVersion {
    version: u32,
}

/// What an event of a signature says.
#[derive(Deserialize)]
struct OfSignature {
    signature: SignatureId,
}

#[async_trait]
impl AreaMails for Mails {
    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        match heard.event.name.as_str() {
            "document.published" => asked(heard, outgoing).await,
            "document.reminded" => reminded(heard, outgoing).await,
            "document.signed" | "document.declined" => done(heard, outgoing).await,
            _ => Ok(()),
        }
    }

    fn samples(&self, language: Language) -> Vec<Mail> {
        texts::samples(language)
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}

/// A policy with what it asks.
type Wanted<'a> = (&'a Policy, &'a Published);

fn data<T: for<'de> Deserialize<'de>>(heard: Heard<'_>) -> Option<T> {
    serde_json::from_value(heard.event.data.clone()).ok()
}

/// Everybody who must sign a new version.
async fn asked(heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let Some(OfVersion { version }) = data(heard) else { return Ok(()) };
    let found = heard.app.store.get::<Policy>(heard.scope, &heard.event.object).await?;
    let Some(policy) = found.map(|stored| stored.value) else { return Ok(()) };
    let Some(published) = current(&policy, version) else { return Ok(()) };
    let people = clients(heard.app, heard.scope, Some(published), None).await?;
    for user in people.iter().filter(|user| published.reach.asks(user)) {
        outgoing.to(user, |language| texts::asked(&WORDS.speak(language), &policy, published));
    }
    Ok(())
}

/// What a policy asks, where it is still this version.
fn current(policy: &Policy, version: u32) -> Option<&Published> {
    policy.asked().filter(|published| published.version == version)
}

/// Of those who are to be reminded the ones who have not signed meanwhile: each gets one mail.
async fn reminded(heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let Some(OfReminder { documents }) = data(heard) else { return Ok(()) };
    let ids: Vec<String> = documents.iter().map(|listed| listed.policy.to_string()).collect();
    let mut found = heard.app.store.read(heard.scope, &ids).await?;
    let mut policies = Vec::new();
    for listed in &documents {
        let policy = found.take::<Policy>(listed.policy.as_str())?.map(|stored| stored.value);
        policies.extend(policy.map(|policy| (policy, listed.version)));
    }
    let asked: Vec<Wanted<'_>> =
        policies.iter().filter_map(|(policy, version)| Some((policy, current(policy, *version)?))).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let people = &heard.event.audience.users;
    for some in people.chunks(50) {
        let records =
            some.iter().filter_map(|id| shared::id::UserId::parse(id)).map(|id| SignerRecord::id_of(&id));
        let ids: Vec<String> = some.iter().cloned().chain(records).collect();
        let mut found = heard.app.store.read(heard.scope, &ids).await?;
        for id in some {
            let Some(user) = person(&mut found, id)? else { continue };
            let record = found.take::<SignerRecord>(&SignerRecord::id_of(&user.id))?;
            let open: Vec<Wanted<'_>> = asked
                .iter()
                .copied()
                .filter(|(policy, published)| {
                    let has_signed = |record: &Stored<SignerRecord>| {
                        record.value.has_signed(&policy.id, published.version)
                    };
                    published.reach.asks(&user) && !record.as_ref().is_some_and(has_signed)
                })
                .collect();
            match open.as_slice() {
                [] => {}
                [(policy, published)] => {
                    outgoing.to(&user, |language| texts::reminder(&WORDS.speak(language), policy, published));
                }
                several => {
                    outgoing.to(&user, |language| texts::reminders(&WORDS.speak(language), several));
                }
            }
        }
    }
    Ok(())
}

/// The signer, and whoever published the version.
async fn done(heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let Some(OfSignature { signature }) = data(heard) else { return Ok(()) };
    let ids = [signature.to_string(), heard.event.object.clone()];
    let mut found = heard.app.store.read(heard.scope, &ids).await?;
    let Some(signature) = found.take::<Signature>(signature.as_str())? else { return Ok(()) };
    let signature = signature.value;
    let policy = found.take::<Policy>(&heard.event.object)?.map(|stored| stored.value);
    let published = policy.and_then(|policy| policy.published);
    let publisher = published.and_then(|published| published.by).map(|by| by.to_string());
    let people: Vec<String> =
        [Some(signature.user.to_string()), publisher.clone()].into_iter().flatten().collect();
    let mut found = heard.app.store.read(heard.scope, &people).await?;
    if signature.outcome == Outcome::Signed
        && let Some(user) = person(&mut found, signature.user.as_str())?
    {
        outgoing.to(&user, |language| texts::signed(&WORDS.speak(language), &signature));
    }
    let told = match publisher {
        Some(publisher) => person(&mut found, &publisher)?.filter(|user| user.is_staff).into_iter().collect(),
        None => admins(heard).await?,
    };
    for user in &told {
        outgoing.to(user, |language| texts::notice(&WORDS.speak(language), &signature));
    }
    Ok(())
}

/// The provider's admins: they hear of what another system sent.
async fn admins(heard: Heard<'_>) -> Result<Vec<User>, Problem> {
    let query = Query::of(&USER, "sort_name").eq("is_staff", true).ascending().limit(1_000);
    let page = heard.app.store.query::<User>(heard.scope, query).await?;
    let people = page.items.into_iter().map(|stored| stored.value);
    Ok(people.filter(|user| user.role == Role::Admin).collect())
}

fn person(found: &mut Found, id: &str) -> Result<Option<User>, Problem> {
    Ok(found.take::<User>(id)?.map(|stored| stored.value))
}

/// Where a client reads a policy.
fn page(policy: &PolicyId) -> String {
    format!("/portal/documents/{policy}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_complete_and_consents_differ() {
        assert_eq!(WORDS.gaps(), Vec::<String>::new());
        let [en, de, es] = consents();
        assert!(en != de && de != es && en.len() > 40);
    }
}
