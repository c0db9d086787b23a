//! Declining mails by a mail's own link.

use shared_testing::Who;

use crate::post::Post;

#[tokio::test]
async fn one_click_of_a_mail_program_ends_mails_of_that_sort() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer", "Help").await;
    post.settle().await;
    let mail = post.got_by(Who::User).remove(0);
    assert!(mail.raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", mail.raw);
    let head = mail.raw.replace("\r\n ", "");
    let link = head.split("List-Unsubscribe: <").nth(1).unwrap().split('>').next().unwrap().to_owned();
    let path = link.strip_prefix("http://localhost:7071").unwrap();
    assert!(path.starts_with("/api/mail/one-click/"), "{path}");
    // As a mail program sends it: a form from nowhere, nobody signed in.
    let click = || {
        post.app
            .as_(Who::Nobody)
            .post(path)
            .without("sec-fetch-site")
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
            .send()
    };
    let _ = click().await.expect(204);
    let _ = click().await.expect(204);
    let before = post.got_by(Who::User).len();
    post.answer(&id, "Try this", false).await;
    post.settle().await;
    assert_eq!(post.got_by(Who::User).len(), before);
    let _ = post.app.as_(Who::Nobody).get(path).await.expect(405);
}

#[tokio::test]
async fn the_page_of_the_link_asks_first_and_then_declines() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer", "Help").await;
    post.settle().await;
    let mail = post.got_by(Who::User).remove(0);
    let word = mail.text.split("/api/mail/unsubscribe/").nth(1).unwrap();
    let path = format!("/api/mail/unsubscribe/{}", word.split_whitespace().next().unwrap());
    let nobody = post.app.as_(Who::Nobody);
    let asked = nobody.get(&path).await.expect(200).text();
    assert!(asked.contains("Stop sending mails about ticket updates to u…@acme.example?"), "{asked}");
    // Looking at the link declines nothing.
    let before = post.got_by(Who::User).len();
    post.answer(&id, "Try this", false).await;
    post.settle().await;
    assert_eq!(post.got_by(Who::User).len(), before + 1);
    let done = nobody.post(&path).body("").await.expect(200).text();
    assert!(done.contains("u…@acme.example no longer gets mails about ticket updates."), "{done}");
    post.answer(&id, "Or that", false).await;
    post.settle().await;
    assert_eq!(post.got_by(Who::User).len(), before + 1);
    let _ = nobody.get("/api/mail/unsubscribe/x").await.expect(404);
    let _ = nobody.post("/api/mail/unsubscribe/x").body("").await.expect(404);
}
