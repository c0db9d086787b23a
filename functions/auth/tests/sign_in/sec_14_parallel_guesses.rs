//! Row 14: guesses that are sent at once get no further than guesses one after another.

use std::sync::Arc;

use shared_testing::{TestApp, Who};

use crate::support::{app, attempt, login};

async fn at_once(app: &Arc<TestApp>, guesses: usize, email: fn(usize) -> String) -> Vec<u16> {
    let sent: Vec<_> = (0..guesses)
        .map(|number| {
            let app = Arc::clone(app);
            tokio::spawn(async move {
                attempt(&app, "acme", &email(number), &format!("guess {number}")).await.status()
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in sent {
        statuses.push(one.await.expect("an answer"));
    }
    statuses
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_14_of_a_hundred_parallel_guesses_at_one_account_at_most_five_are_checked() {
    let app = Arc::new(app().await);
    let before = app.state.hasher.count();
    let statuses = at_once(&app, 100, |number| {
        if number % 2 == 0 { Who::User.email() } else { Who::User.email().to_uppercase() }
    })
    .await;
    let checked = app.state.hasher.count() - before;
    assert!(checked <= 5, "{checked} were checked");
    let refused = statuses.iter().filter(|status| **status == 429).count();
    let wrong = statuses.iter().filter(|status| **status == 401).count();
    assert_eq!((wrong, refused), (5, 95), "{statuses:?}");
    let _ = login(&app, Who::User).await.expect(429);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_14_of_parallel_guesses_at_many_accounts_from_one_address_at_most_fifty_are_checked() {
    let app = Arc::new(app().await);
    let before = app.state.hasher.count();
    let statuses = at_once(&app, 90, |number| format!("person{number}@b.example")).await;
    let checked = app.state.hasher.count() - before;
    assert!(checked <= 50, "{checked} were checked");
    assert!(statuses.iter().all(|status| matches!(status, 401 | 429 | 503)), "{statuses:?}");
}
