//! Writing a signature or a refusal: evidence, chain, the person's record, audit and event in one batch.

use std::time::Duration;

use serde_json::json;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::StoreError;

use super::busy;
use crate::chain::hash;
use crate::model::{Chain, Copy, Evidence, Outcome, Signature, SignerRecord};

/// A link is tried so often: colleagues who sign at the same moment lengthen the same chain.
const ATTEMPTS: u32 = 40;
/// The pause grows by this from attempt to attempt.
const PAUSE: Duration = Duration::from_millis(2);
/// Letters of a code, and how many it has: 125 bits.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE: usize = 25;

/// Adds a link to the chain; one that the person made before is given back as it is. `evidence` is given the place in the
/// chain: number and hash of the link before.
pub(crate) async fn sign(
    app: &App,
    client: &ClientScope,
    copy: &Copy,
    outcome: Outcome,
    evidence: impl Fn(u64, String) -> Evidence,
) -> Result<Signature, Problem> {
    let (scope, user) = (client.scope(), client.user());
    let id = Signature::id_of(&copy.policy, copy.version, &user.id, outcome);
    let chain_id = Chain::id_of(&copy.policy, &copy.company);
    let ids = [id.to_string(), chain_id.clone(), SignerRecord::id_of(&user.id)];
    for attempt in 0..ATTEMPTS {
        let mut found = app.store.read(scope, &ids).await?;
        if let Some(before) = found.take::<Signature>(id.as_str())? {
            return Ok(before.value);
        }
        let chain = found.take::<Chain>(&chain_id)?;
        let record = found.take::<SignerRecord>(&SignerRecord::id_of(&user.id))?;
        let mut longer = chain
            .as_ref()
            .map_or_else(|| Chain::empty(&copy.policy, &copy.company), |chain| chain.value.clone());
        let evidence = evidence(longer.links + 1, longer.head.clone());
        longer.links += 1;
        longer.head = hash(&evidence);
        let mut noted = record.as_ref().map_or_else(
            || SignerRecord::none(&user.id, copy.company.clone()),
            |record| record.value.clone(),
        );
        noted.note(&copy.policy, copy.version, outcome);
        let signature = Signature {
            id: id.clone(),
            policy: copy.policy.clone(),
            version: copy.version,
            company: copy.company.clone(),
            user: user.id.clone(),
            outcome,
            at: evidence.at,
            number: i64::try_from(longer.links).unwrap_or(i64::MAX),
            hash: longer.head.clone(),
            evidence,
            code: code(app),
            pdf: None,
            pdf_sha256: Signature::NO_PDF.to_owned(),
        };
        let mut batch = app.store.batch(scope);
        batch.create(&signature);
        match &chain {
            Some(read) => batch.replace(read, &longer),
            None => batch.create(&longer),
        };
        match &record {
            Some(read) => batch.replace(read, &noted),
            None => batch.create(&noted),
        };
        let (action, name) = match outcome {
            Outcome::Signed => ("document.sign", "document.signed"),
            Outcome::Declined => ("document.decline", "document.declined"),
        };
        let detail = json!({
            "title": copy.title, "version": copy.version, "content_sha256": copy.sha256, "hash": signature.hash,
        });
        batch.audit_with(&client.person().actor(), action, copy.policy.as_str(), detail);
        let audience = Audience {
            company: Some(copy.company.to_string()),
            users: vec![user.id.to_string()],
            ..Audience::default()
        };
        let mut event = Event::new(name, copy.policy.as_str(), 1, audience);
        event.data = json!({ "signature": signature.id });
        batch.event(event);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(signature),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                tokio::time::sleep(PAUSE * attempt.min(20)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy())
}

fn code(app: &App) -> String {
    let mut bytes = [0_u8; CODE];
    app.entropy.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}
