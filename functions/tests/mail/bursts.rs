//! Many mails about one thing: what comes in a burst goes out as one, and all hang together in mail programs.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::json;
use shared_testing::Who;

use crate::post::Post;

fn header<'a>(raw: &'a str, name: &str) -> Option<&'a str> {
    let head = raw.split("\r\n\r\n").next().unwrap();
    head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn two_hundred_comments_are_a_few_mails_that_say_all_of_them_in_order() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer jams", "Help").await;
    post.settle().await;
    let before = post.got_by(Who::User).len();
    for number in 0..200 {
        let path = format!("/api/manage/tickets/{id}/comments");
        let body = json!({ "body": format!("Comment number {number:03}."), "internal": false });
        post.app.clock.advance(SignedDuration::from_millis(60));
        let answer = post.app.as_(Who::Technician).request(Method::POST, &path).json(&body).await;
        assert_eq!(answer.status(), 201, "{}", answer.text());
        if number % 4 == 0 {
            post.run().await;
        }
    }
    post.settle().await;
    let new = post.got_by(Who::User).split_off(before);
    assert!((2..=6).contains(&new.len()), "{} mails", new.len());
    let all: String = new.iter().map(|got| got.text.as_str()).collect();
    let mut last = 0;
    for number in 0..200 {
        let place = all.find(&format!("> Comment number {number:03}.")).expect("every comment is told");
        assert!(place >= last, "in order");
        last = place;
    }
    assert_eq!(all.matches("Comment number").count(), 200, "each once");
    let several = new.iter().find(|got| got.text.contains(" updates")).expect("one stands for several");
    assert_eq!(
        several.html.matches("Comment number").count(),
        several.text.matches("Comment number").count()
    );
    let list = post.app.as_(Who::Admin).get("/api/manage/mail/deliveries?limit=100").await.expect(200).json();
    let with =
        list["items"].as_array().unwrap().iter().filter(|mail| mail.get("sent_with").is_some()).count();
    assert!(with > 50, "{with}");
}

#[tokio::test]
async fn a_single_answer_waits_for_nothing_and_a_burst_about_one_ticket_holds_up_no_other() {
    let post = Post::new().await;
    let first = post.ticket(Who::User, "First", "Help").await;
    let second = post.ticket(Who::User, "Second", "Help").await;
    post.settle().await;
    post.answer(&first, "One", false).await;
    post.run().await;
    let told = |text: &str| post.got_by(Who::User).iter().filter(|got| got.text.contains(text)).count();
    assert_eq!(told("> One"), 1, "at once");
    post.answer(&first, "Two", false).await;
    post.answer(&second, "Three", false).await;
    post.run().await;
    assert_eq!((told("> Two"), told("> Three")), (0, 1));
    post.tick(31);
    post.run().await;
    assert_eq!(told("> Two"), 1);
    assert_eq!(post.run().await.next, None);
}

#[tokio::test]
async fn mails_of_a_ticket_name_the_first_one_as_their_root_and_say_what_they_are() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer jams", "Help").await;
    post.settle().await;
    post.answer(&id, "Try tray two.", false).await;
    post.settle().await;
    post.staff(Method::PATCH, &format!("/api/manage/tickets/{id}"), json!({ "status": "resolved" })).await;
    post.settle().await;
    let got = post.got_by(Who::User);
    let [received, reply, status] = &got[..] else { panic!("{got:?}") };
    let root = header(&received.raw, "Message-ID").unwrap();
    assert_eq!((header(&received.raw, "References"), header(&received.raw, "In-Reply-To")), (None, None));
    for mail in [reply, status] {
        assert_eq!(header(&mail.raw, "References"), Some(root));
        assert_eq!(header(&mail.raw, "In-Reply-To"), Some(root));
    }
    let told: Vec<_> = got.iter().map(|mail| header(&mail.raw, "Auto-Submitted")).collect();
    assert_eq!(told, [Some("auto-replied"), None, Some("auto-generated")]);
    for mail in post.got() {
        assert_eq!(header(&mail.raw, "X-Auto-Response-Suppress"), Some("OOF, AutoReply"));
    }
    // Whoever hears of the ticket later has a first mail of their own.
    let admin = post.got_by(Who::Admin);
    assert_eq!(header(&admin[0].raw, "References"), None);
    assert_ne!(header(&admin[0].raw, "Message-ID"), Some(root));
    assert_eq!(header(&admin[0].raw, "Auto-Submitted"), None, "it carries the client's words");
}

#[tokio::test]
async fn many_new_tickets_are_a_few_mails_that_list_them_and_answers_hang_on_those() {
    let post = Post::new().await;
    let mut ids = Vec::new();
    for number in 0..60 {
        let subject = format!("Printer {number:02}");
        ids.push(
            post.ticket(Who::User, &subject, &format!("It does not print {}", "at all ".repeat(100))).await,
        );
        if number % 20 == 0 {
            post.run().await;
        }
    }
    post.settle().await;
    let staff = post.got_by(Who::Admin);
    let client = post.got_by(Who::User);
    for (who, got, path, words) in [
        ("staff", &staff, "/admin/tickets", "new tickets"),
        ("client", &client, "/portal/tickets", "We have your"),
    ] {
        assert!((2..=5).contains(&got.len()), "{who}: {} mails", got.len());
        assert!(
            got[0].subject.ends_with("Printer 00"),
            "{who}: the first one leaves at once: {}",
            got[0].subject
        );
        let all: String = got.iter().map(|got| got.text.as_str()).collect();
        let pages: String = got.iter().map(|got| got.html.as_str()).collect();
        for (number, id) in ids.iter().enumerate() {
            assert!(all.contains(&format!("Printer {number:02}")), "{who}: {number}");
            assert!(
                all.contains(&format!("{path}/{id}")) && pages.contains(&format!("{path}/{id}")),
                "{who}"
            );
        }
        let several = &got[1];
        let listed = several.text.matches(&format!("{path}/tkt_")).count();
        assert!(
            several.subject.contains(&listed.to_string()) && several.subject.contains(words),
            "{}",
            several.subject
        );
        assert_eq!(header(&several.raw, "References"), None, "it goes on with no other");
        assert!(several.text.len() < listed * 700 + 2_000, "a list: {}", several.text.len());
    }
    let before = client.len();
    post.answer(&ids[1], "Try tray two.", false).await;
    post.settle().await;
    let reply = &post.got_by(Who::User)[before];
    assert!(reply.subject.ends_with("Printer 01"), "{}", reply.subject);
    assert_eq!(header(&reply.raw, "References"), header(&client[1].raw, "Message-ID"));
}

#[tokio::test]
async fn a_new_ticket_after_a_quiet_time_is_a_mail_of_its_own_and_at_once() {
    let post = Post::new().await;
    for number in 0..3 {
        post.ticket(Who::User, &format!("Printer {number}"), "Help").await;
        post.run().await;
        let got = post.got_by(Who::Admin);
        assert_eq!(got.len(), number + 1);
        assert!(got[number].subject.ends_with(&format!("Printer {number}")), "{}", got[number].subject);
        post.tick(31);
    }
}
