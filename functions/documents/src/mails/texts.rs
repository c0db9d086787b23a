//! The mails themselves.

use shared::account::Language;
use shared::id::{IdKind, PolicyKind};
use shared::mail::{Message as Mail, Say, Topic};

use super::{WORDS, Wanted, page};
use crate::model::{Outcome, Policy, Published, Signature};

fn facts(mail: Mail, say: &Say<'_>, issuer: &str, deadline: Option<&str>) -> Mail {
    let mail = mail.fact(&say.text("issuer"), issuer);
    match deadline {
        Some(day) => mail.fact(&say.text("deadline"), day),
        None => mail,
    }
}

fn ask(say: &Say<'_>, name: &str, key: &str, policy: &Policy, published: &Published) -> Mail {
    let title = &published.terms.title;
    let mail = Mail::new(name, Topic::Documents, &say.with(&format!("{key}.subject"), &[("title", title)]))
        .paragraph(&say.text(&format!("{key}.text")));
    let deadline = published.reach.deadline.map(|day| say.language().day(day));
    facts(mail, say, &published.terms.issuer, deadline.as_deref())
        .button(&say.text("review"), &page(&policy.id))
        .reason(&say.text("reason.asked"))
        .thread(policy.id.as_str())
}

/// To signers: a new version.
pub(super) fn asked(say: &Say<'_>, policy: &Policy, published: &Published) -> Mail {
    ask(say, "document.asked", "asked", policy, published).group(
        "documents.asked",
        &say.text("asked.several"),
        (&say.text("all"), "/portal/documents"),
    )
}

/// To signers: it is still to be signed.
pub(super) fn reminder(say: &Say<'_>, policy: &Policy, published: &Published) -> Mail {
    ask(say, "document.reminded", "reminder", policy, published)
}

/// To signers: several are still to be signed.
pub(super) fn reminders(say: &Say<'_>, several: &[Wanted<'_>]) -> Mail {
    let count = several.len().to_string();
    let mail = Mail::new(
        "documents.reminded",
        Topic::Documents,
        &say.with("reminders.subject", &[("count", &count)]),
    )
    .paragraph(&say.text("reminders.text"));
    let mail = several.iter().fold(mail, |mail, (_, published)| {
        let until = published
            .reach
            .deadline
            .map(|day| format!("{} {}", say.text("deadline"), say.language().day(day)));
        let facts: Vec<String> =
            [Some(published.terms.issuer.clone()), until].into_iter().flatten().collect();
        mail.fact(&published.terms.title, &facts.join(" · "))
    });
    mail.button(&say.text("review"), "/portal/documents").reason(&say.text("reason.reminders"))
}

/// To the signer: it is signed.
pub(super) fn signed(say: &Say<'_>, signature: &Signature) -> Mail {
    let title = &signature.evidence.title;
    let mail =
        Mail::new("document.signed", Topic::Documents, &say.with("signed.subject", &[("title", title)]))
            .paragraph(&say.text("signed.text"));
    facts(mail, say, &signature.evidence.issuer, None)
        .fact(&say.text("at"), &say.language().moment(signature.at))
        .button(&say.text("open"), "/portal/documents?tab=signed")
        .reason(&say.text("reason.signed"))
        .thread(signature.policy.as_str())
}

/// To whoever published it: somebody signed or refused.
pub(super) fn notice(say: &Say<'_>, signature: &Signature) -> Mail {
    let proof = &signature.evidence;
    let key = match signature.outcome {
        Outcome::Signed => "notice.signed",
        Outcome::Declined => "notice.declined",
    };
    let values = [("name", proof.account_name.as_str()), ("title", proof.title.as_str())];
    let mail = Mail::new("document.notified", Topic::Documents, &say.with(key, &values))
        .fact(&say.text("company"), &proof.company_name)
        .fact(&say.text("at"), &say.language().moment(signature.at));
    let mail = match &proof.reason {
        Some(reason) => mail.quote(&proof.account_name, reason),
        None => mail,
    };
    mail.button(&say.text("open"), &format!("/admin/documents/policies/{}", signature.policy))
        .reason(&say.text("reason.published"))
        .thread(signature.policy.as_str())
        .group("documents.notified", &say.text("notice.several"), (&say.text("all"), "/admin/documents"))
}

/// One of each.
pub(super) fn samples(language: Language) -> Vec<Mail> {
    let say = WORDS.speak(language);
    let (Some(policy), Some(signature)) = (example_policy(&say), example_signature(&say)) else {
        return Vec::new();
    };
    let Some(published) = policy.published.clone() else { return Vec::new() };
    vec![
        asked(&say, &policy, &published),
        reminder(&say, &policy, &published),
        reminders(&say, &[(&policy, &published), (&policy, &published)]),
        signed(&say, &signature),
        notice(&say, &signature),
    ]
}

/// An id that belongs to nothing.
fn nobody<K: IdKind>() -> String {
    format!("{}_{}", K::PREFIX, "0".repeat(26))
}

fn example_policy(say: &Say<'_>) -> Option<Policy> {
    let terms = serde_json::json!({
        "title": say.text("sample.title"), "issuer": "Demo MSP", "flags": {},
        "source": nobody::<shared::id::FileKind>(), "sha256": "",
    });
    let reach = serde_json::json!({ "shown_to": ["all"], "signers": "all_users", "deadline": "2026-04-30" });
    let user = nobody::<shared::id::UserKind>();
    let published = serde_json::json!({
        "version": 1, "terms": terms, "reach": reach, "at": "2026-04-01T09:00:00Z", "by": user,
    });
    serde_json::from_value(serde_json::json!({
        "id": nobody::<PolicyKind>(), "terms": terms, "reach": reach, "published": published,
        "state": "published", "shown_to": ["all"], "author": "Alex Rivera",
    }))
    .ok()
}

fn example_signature(say: &Say<'_>) -> Option<Signature> {
    let at = "2026-04-02T10:30:00Z";
    let [policy, company, user] =
        [nobody::<PolicyKind>(), nobody::<shared::id::CompanyKind>(), nobody::<shared::id::UserKind>()];
    let evidence = serde_json::json!({
        "policy": policy, "version": 1, "title": say.text("sample.title"), "issuer": "Demo MSP",
        "content_sha256": "", "company": company, "company_name": "Harbour Law", "user": user,
        "account_name": "Dana Whitfield", "email": "dana@harbour.example", "outcome": "signed", "at": at,
        "scrolled_to_end": true, "acknowledged": true, "number": 1, "previous": "",
    });
    serde_json::from_value(serde_json::json!({
        "id": nobody::<shared::id::SignatureKind>(), "policy": policy, "version": 1, "company": company, "user": user,
        "outcome": "signed", "at": at, "number": 1, "evidence": evidence, "hash": "", "code": "", "pdf_sha256": "none",
    }))
    .ok()
}
