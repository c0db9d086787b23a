//! Names and subjects, however hostile, reach neither the headers nor the markup of a mail, and its text says it all.

use lettre::Address;
use proptest::prelude::*;
use shared::account::{Language, Notifications};
use shared::mail::{Brand, Mail, Message, To, Topic, compose};
use shared_testing::{TestApp, Who};

use crate::post::read;

/// Text that people with bad intentions type.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\nBcc: victim@evil.example\r\n".to_owned()),
        Just("\n\n<script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=alert(1)>".to_owned()),
        Just("</td></table><a href=\"https://evil.example\">".to_owned()),
        Just("{{ 7*7 }} {% include x %}".to_owned()),
        Just("=?utf-8?q?=0d=0aBcc:_x@evil.example?=".to_owned()),
        Just("\u{2028}\u{202e}\u{0}\u{7f}\u{85}".to_owned()),
        Just("' onmouseover='x".to_owned()),
        Just("名前 Ünïcødé עברית 👩‍💻".to_owned()),
        "\\PC{0,40}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| format!("x{}", pieces.concat()))
}

/// Every element that the layout itself has, and no other.
const OWN: [&str; 20] = [
    "html", "head", "meta", "title", "body", "div", "table", "tr", "td", "span", "img", "h1", "p", "br", "a",
    "tbody", "!doctype", "strong", "ul", "li",
];

fn check(app: &TestApp, tenant: &shared::tenant::Tenant, said: &[String]) {
    let [portal, name, subject, author, text, label, value] = said else { panic!("seven texts") };
    let brand = Brand { support_phone: Some(value.clone()), ..Brand::plain(portal) };
    let message = Message::new("test.mail", Topic::TicketUpdates, subject)
        .heading(&format!("{author} wrote"))
        .paragraph(text)
        .quote(author, text)
        .fact(label, value)
        .button(label, &format!("/portal/tickets/{}", text.replace(' ', "")))
        .note(text)
        .reason(label)
        .thread(subject)
        .reply_to(value);
    let user = app.person(Who::User);
    let to = To { user: user.id.to_string(), name: name.clone(), email: user.email.clone() };
    let now = shared::clock::Clock::now(&*app.clock);
    let mail = Mail::new(
        &shared::id::EventId::parse("evt_00000000000000000000000000").unwrap(),
        to,
        Language::En,
        message.clone(),
        now,
    );
    let sender: Address = "portal@mail.example".parse().unwrap();
    let composed = compose(&app.state, (tenant, &brand), &sender, &mail, now).unwrap();
    let raw = String::from_utf8(composed.bytes.clone()).expect("mails are ASCII");
    let head = raw.split("\r\n\r\n").next().unwrap();
    assert!(raw.is_ascii() && !raw.replace("\r\n", "").contains(['\r', '\n']), "bare line ends");
    // Each line of the head is a header of ours or goes on with one.
    let names: Vec<&str> = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap())
        .collect();
    for name in &names {
        let known = [
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Content-Language",
            "Reply-To",
            "In-Reply-To",
            "References",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "MIME-Version",
            "Content-Type",
        ];
        assert!(known.contains(name), "{name:?} in {head}");
        assert_eq!(names.iter().filter(|other| other == &name).count(), 1, "{name} twice");
    }
    assert_eq!(composed.envelope.to().len(), 1);
    let got = read(&composed.bytes);
    assert_eq!(got.to, user.email);
    // No element, no attribute and no address that is not the layout's own.
    let mut rest = got.html.as_str();
    while let Some((_, behind)) = rest.split_once('<') {
        let (tag, after) = behind.split_once('>').expect("a closed tag");
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap().to_lowercase();
        assert!(OWN.contains(&name.as_str()), "<{tag}>");
        assert!(!tag.to_lowercase().contains(" on"), "<{tag}>");
        rest = after;
    }
    for address in crate::sec_07_links::addresses(&got.html.replace("&#", " ")) {
        let own = address.starts_with("http://localhost:7071/");
        let quoted = said.iter().any(|said| said.contains(&address));
        assert!(own || quoted, "{address}");
    }
    for href in got.html.split("href=\"").skip(1) {
        assert!(href.starts_with("http://localhost:7071/"), "{href:.80}");
    }
    // The text part says everything that the HTML does.
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    let text = flat(&got.text.replace("\n> ", "\n"));
    let quoted = message.quote.clone().unwrap();
    for part in [
        &message.heading,
        &message.paragraphs[0],
        &quoted.author,
        &quoted.text,
        &message.facts[0].value,
        &message.notes[0],
        &message.reason,
    ] {
        assert!(text.contains(&flat(part)), "{part:?} is missing in {}", got.text);
    }
}

#[test]
fn sec_10_nothing_that_people_type_becomes_a_header_or_markup() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (app, tenant) = runtime.block_on(async {
        let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
        let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
        let tenant = app.state.directory.tenant(&slug).await.unwrap().unwrap();
        (app, tenant)
    });
    assert!(Topic::TicketUpdates.is_wanted(shared::account::Role::User, &Notifications::default()));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
    runner
        .run(&proptest::collection::vec(hostile(), 7), |said| {
            check(&app, &tenant, &said);
            Ok(())
        })
        .unwrap();
}

#[test]
fn sec_10_an_address_with_controls_is_no_address() {
    for bad in
        ["a@b.example\r\nBcc: c@d.example", "a@b.example\n", "a b@c.example", "a@b.example,c@d.example", ""]
    {
        assert!(bad.parse::<Address>().is_err(), "{bad:?}");
    }
}
