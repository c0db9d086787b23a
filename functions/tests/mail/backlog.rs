//! What a mail costs does not depend on how many wait, and what somebody waits for overtakes.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use serde_json::json;
use shared::account::Language;
use shared::app::App;
use shared::id::EventId;
use shared::mail::{Carrier, Mail, Message, To, Topic};
use shared::outbox::{Outbox, Undelivered};
use shared_testing::Who;

use crate::counting::Counting;
use crate::post::{Post, read};

/// A mail server that notes how often the store was asked when it takes a mail.
struct Meter {
    store: Arc<Counting>,
    trips: Mutex<Vec<u64>>,
    taken: Mutex<Vec<(String, String)>>,
    running: AtomicU64,
    most: AtomicU64,
}

#[async_trait]
impl Carrier for Meter {
    async fn carry(&self, _: &lettre::address::Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(running, Ordering::SeqCst);
        tokio::task::yield_now().await;
        let got = read(bytes);
        self.taken.lock().unwrap().push((got.to, got.subject));
        self.trips.lock().unwrap().push(self.store.asked());
        self.running.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }
}

/// The portal over a counting store, with an outbox that delivers to a meter.
fn meter(post: &Post) -> (App, Arc<Meter>, Outbox) {
    let (app, store) = Counting::over(&post.app.state);
    let (trips, taken) = (Mutex::default(), Mutex::default());
    let meter = Arc::new(Meter { store, trips, taken, running: AtomicU64::new(0), most: AtomicU64::new(0) });
    let sender = post.outbox.carrier.clone().unwrap().1;
    let outbox = Outbox { carrier: Some((meter.clone() as Arc<dyn Carrier>, sender)), ..post.outbox.clone() };
    (app, meter, outbox)
}

/// Mails about as many tickets, to some people in turn, as the outbox keeps them.
async fn pile(post: &Post, count: usize, people: usize) {
    let scope = post.app.scope("acme").await;
    let app = &post.app.state;
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(80) {
        let mut batch = app.store.batch(&scope);
        let until = batch.now() + shared::kept::DELIVERY;
        for number in some {
            let person = number % people;
            let to = To {
                user: format!("usr_{person:026}"),
                name: format!("Robin {person}"),
                email: format!("robin{person}@client.example"),
            };
            let message = Message::new("ticket.new", Topic::NewTickets, &format!("Mail {number:05}"))
                .paragraph("Something has happened.")
                .thread(&format!("tkt_{number:026}"));
            let event = EventId::mint(&*app.clock, &*app.entropy);
            let mut mail = Mail::new(&event, to, Language::En, message, batch.now());
            // Events of one moment sort by chance.
            mail.posting.order = format!("{}{number:05}", &event.as_str()[..14]);
            batch.create_until(&mail, until);
        }
        app.store.commit(batch).await.unwrap();
    }
}

#[tokio::test]
async fn a_mail_costs_the_same_from_the_first_of_two_thousand_to_the_last() {
    for (count, people) in [(2_000, 20), (600, 300)] {
        let post = Post::down().await;
        pile(&post, count, people).await;
        let (app, meter, outbox) = meter(&post);
        while outbox.run(&app).await.unwrap().next.is_some() {}
        let trips = meter.trips.lock().unwrap().clone();
        assert_eq!(trips.len(), count);
        let tenth = count / 10;
        let tenths: Vec<u64> = trips.chunks(tenth).map(|some| some[tenth - 1] - some[0]).collect();
        // A page of 48 mails takes a read of them, one of their lanes, and a batch. A tenth may touch one page more.
        let most = 3 * (u64::try_from(tenth).unwrap() / 48 + 2);
        assert!(tenths.iter().all(|some| *some <= most), "{people} people: {tenths:?}, at most {most}");
        let all = trips[count - 1] - trips[0];
        assert!(all * 10 <= u64::try_from(count).unwrap(), "{all} round trips for {count} mails");
        assert!(meter.most.load(Ordering::SeqCst) > 1, "several at a time");
        let taken = meter.taken.lock().unwrap().clone();
        for person in 0..people {
            let email = format!("robin{person}@client.example");
            let own: Vec<&String> =
                taken.iter().filter(|(to, _)| *to == email).map(|(_, subject)| subject).collect();
            assert!(own.is_sorted() && own.len() == count / people, "{email}");
        }
    }
}

#[tokio::test]
async fn what_somebody_waits_for_overtakes_thousands_that_nobody_waits_for() {
    let post = Post::down().await;
    pile(&post, 1_000, 20).await;
    let (_, meter, outbox) = meter(&post);
    // The link is asked for while the pile is being delivered.
    let forgot = async {
        while meter.taken.lock().unwrap().len() < 100 {
            tokio::task::yield_now().await;
        }
        let wanted = json!({ "tenant": "acme", "email": Who::User.email() });
        let _ = post.app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&wanted).await.expect(202);
        meter.taken.lock().unwrap().len()
    };
    let (ran, asked_at) = tokio::join!(outbox.run(&post.app.state), forgot);
    ran.unwrap();
    let taken = meter.taken.lock().unwrap().clone();
    let place = taken.iter().position(|(to, _)| *to == Who::User.email()).expect("the link went out");
    assert!(place - asked_at < 400, "asked for behind {asked_at}, sent behind {place}");
    assert_eq!(taken.iter().filter(|(to, _)| *to == Who::User.email()).count(), 1);
}

#[tokio::test]
async fn one_tenants_pile_does_not_hold_up_another_tenant() {
    let post = Post::down().await;
    pile(&post, 600, 20).await;
    post.ticket(Who::ForeignUser, "Theirs", "Help").await;
    let (_, meter, outbox) = meter(&post);
    outbox.run(&post.app.state).await.unwrap();
    let taken = meter.taken.lock().unwrap().clone();
    let place = taken.iter().position(|(_, subject)| subject.contains("Theirs")).expect("it went out");
    assert!(place < 200, "{place}");
}
