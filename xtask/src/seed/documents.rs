//! Shared files, policies, and who has signed them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    actors::{Actors, id_in},
    api::Body,
    journal::Journal,
    plan::Plan,
};
use crate::failure::{Doing, Failure, Outcome};

const DOCUMENTS: &str = include_str!("../../seed/documents.json");

/// The MSP's documents.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Documents {
    /// Who shares and publishes them.
    by: String,
    files: Vec<File>,
    policies: Vec<Policy>,
}

/// One shared file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: String,
    name: String,
    content: String,
    /// Keys of the companies that see it; all clients where there is none.
    #[serde(default)]
    to: Vec<String>,
    /// The rest as the API takes it.
    fields: Map<String, Value>,
}

/// One published policy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    key: String,
    /// Days from now to its deadline.
    deadline_in: i64,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    signed_by: Vec<Signer>,
    fields: Map<String, Value>,
}

/// Somebody who has signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signer {
    who: String,
    name: String,
    title: String,
}

fn read() -> Outcome<Documents> {
    serde_json::from_str(DOCUMENTS).doing("Reading the demonstration's documents")
}

/// Enters the documents.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    if plan.companies.is_empty() {
        return Ok(());
    }
    let documents = read()?;
    for file in &documents.files {
        let shown_to = audience(&file.to, journal)?;
        journal.step(&format!("document/{}", file.key), |key| {
            let path = format!("/api/manage/uploads?name={}", file.name);
            let body = Body::Bytes { content_type: "text/plain", bytes: file.content.as_bytes() };
            let upload = id_in(&actors.send(&documents.by, "POST", &path, &[], body)?.body);
            let mut about = Value::Object(file.fields.clone());
            about["shown_to"] = shown_to;
            let new = json!({ "upload": upload, "about": about });
            actors.create(&documents.by, "/api/manage/documents/files", key, &new)
        })?;
    }
    for policy in &documents.policies {
        enter_policy(plan, &documents.by, policy, actors, journal)?;
    }
    Ok(())
}

fn enter_policy(
    plan: &Plan,
    by: &str,
    policy: &Policy,
    actors: &mut Actors<'_>,
    journal: &mut Journal,
) -> Outcome {
    const PATH: &str = "/api/manage/documents/policies";
    let mut body = Value::Object(policy.fields.clone());
    body["issuer"] = json!(plan.name);
    body["shown_to"] = audience(&policy.to, journal)?;
    body["deadline"] = json!(day(policy.deadline_in));
    let id = journal.step(&format!("policy/{}", policy.key), |key| actors.create(by, PATH, key, &body))?;
    journal.step(&format!("policy/{}/publish", policy.key), |_| {
        let path = format!("{PATH}/{id}/publish");
        actors.send(by, "POST", &path, &[("if-match", "\"1\"")], Body::Nothing).map(|_| String::new())
    })?;
    for signer in &policy.signed_by {
        journal.step(&format!("policy/{}/sign/{}", policy.key, signer.who), |_| {
            let path = format!("/api/portal/documents/{id}");
            let shown = actors.send(&signer.who, "GET", &path, &[], Body::Nothing)?.body;
            let deed = json!({
                "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
                "scrolled_to_end": true, "acknowledged": true, "name": signer.name, "title": signer.title,
            });
            actors.send(&signer.who, "POST", &format!("{path}/sign"), &[], Body::Json(&deed)).map(|_| String::new())
        })?;
    }
    Ok(())
}

/// The day in so many days.
#[expect(clippy::disallowed_methods, reason = "the demonstration is entered now")]
fn day(from_now: i64) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.saturating_add(jiff::Span::new().days(from_now)).to_string()
}

fn audience(keys: &[String], journal: &Journal) -> Outcome<Value> {
    let mut companies = Vec::new();
    for key in keys {
        let id = journal.id_of(&format!("company/{key}"));
        companies.push(id.ok_or_else(|| Failure::new(format!("The plan has no company {key}.")))?.to_owned());
    }
    Ok(json!({ "all": companies.is_empty(), "companies": companies }))
}

#[cfg(test)]
mod tests {
    use super::super::plan::plans;
    use super::*;

    #[test]
    fn the_documents_name_people_and_companies_of_the_plan() {
        let documents = read().unwrap();
        let msp = &plans().unwrap()[0];
        assert_eq!(documents.by, msp.admin.key);
        let known = |key: &String| msp.companies.iter().any(|company| company.key == *key);
        assert!(documents.files.iter().flat_map(|file| &file.to).all(known));
        assert!(documents.policies.iter().flat_map(|policy| &policy.to).all(known));
        let signers: Vec<_> = documents.policies.iter().flat_map(|policy| &policy.signed_by).collect();
        assert!(!signers.is_empty() && signers.iter().all(|signer| !msp.is_staff(&signer.who)));
    }
}
