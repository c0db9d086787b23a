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
