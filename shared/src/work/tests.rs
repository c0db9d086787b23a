use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::*;

fn tenant(name: &str) -> TenantSlug {
    TenantSlug::parse(name).unwrap()
}

fn small(running: usize, admitted: usize, each: usize, memory: usize) -> Limits {
    Limits { running, admitted, each, memory, retry: 7 }
}

/// Lines of these limits for pictures and PDF files.
fn work(pictures: Limits, pdf: Limits, memory: usize) -> Work {
    let none = small(1, 1, 1, 1);
    Work { line: Arc::new(Line::new([pictures, pdf, none, none], memory)), ..Work::new(1, memory) }
}

fn counts(work: &Work, kind: Kind) -> (usize, usize) {
    work.line.counts(kind)
}

/// A job that runs until the sender is dropped, in a task of its own; it has begun when this returns.
async fn held(work: &Work, kind: Kind, who: &str) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
    let (open, wait) = mpsc::channel::<()>();
    let place = work.enter(kind, &tenant(who)).await.unwrap();
    let job = tokio::spawn(async move {
        place.run(move || wait.recv().is_err()).await.unwrap();
    });
    (open, job)
}

fn busy(problem: &Problem) -> bool {
    matches!(problem, Problem::Unavailable { retry_after } if retry_after.as_secs() == 7)
}

#[tokio::test]
async fn sec_30_who_finds_the_line_full_is_turned_away_with_a_time() {
    let limits = small(1, 3, 2, 10);
    let work = work(limits, limits, 100);
    let acme = tenant("acme");
    let first = work.line_up(Kind::Picture, &acme).unwrap();
    let _second = work.line_up(Kind::Picture, &acme).unwrap();
    assert!(busy(&work.line_up(Kind::Picture, &acme).err().unwrap()), "the tenant has its part");
    let _third = work.line_up(Kind::Picture, &tenant("globex")).unwrap();
    assert!(busy(&work.line_up(Kind::Picture, &tenant("birch")).err().unwrap()), "the line is full");
    assert!(work.line_up(Kind::Pdf, &acme).is_ok(), "another kind has a line of its own");
    drop(first);
    assert!(work.line_up(Kind::Picture, &tenant("birch")).is_ok(), "a place that was given back");
    assert_eq!(counts(&work, Kind::Picture), (0, 2));
}

#[tokio::test]
async fn sec_30_tenants_take_turns() {
    let limits = small(1, 20, 20, 0);
    let work = work(limits, limits, 100);
    let (open, first) = held(&work, Kind::Pdf, "acme").await;
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut jobs = Vec::new();
    for (who, number) in [("acme", 1), ("acme", 2), ("acme", 3), ("globex", 1)] {
        let ticket = work.line_up(Kind::Pdf, &tenant(who)).unwrap();
        let order = Arc::clone(&order);
        let mut waiting = Box::pin(async move {
            let place = ticket.enter().await.unwrap();
            order.lock().unwrap().push((who, number));
            drop(place);
        });
        // Polled once, it stands in the line.
        assert!(futures::poll!(&mut waiting).is_pending());
        jobs.push(waiting);
    }
    drop(open);
    first.await.unwrap();
    futures::future::join_all(jobs).await;
    let order = order.lock().unwrap().clone();
    assert_eq!(order, [("acme", 1), ("globex", 1), ("acme", 2), ("acme", 3)]);
    assert_eq!(counts(&work, Kind::Pdf), (0, 0));
}

#[tokio::test]
async fn sec_30_all_kinds_together_stay_within_the_memory() {
    let work = work(small(4, 20, 20, 60), small(4, 20, 20, 30), 100);
    let (open, first) = held(&work, Kind::Picture, "acme").await;
    let mut picture = Box::pin(work.enter(Kind::Picture, globex()).map_ok());
    assert!(futures::poll!(&mut picture).is_pending(), "60 and 60 are more than 100");
    let mut file = Box::pin(work.enter(Kind::Pdf, globex()).map_ok());
    assert!(futures::poll!(&mut file).is_pending(), "30 more would fit, but the picture came first");
    drop(open);
    first.await.unwrap();
    let (one, two) = futures::join!(picture, file);
    assert!(one && two);
    assert_eq!((counts(&work, Kind::Picture), counts(&work, Kind::Pdf)), ((0, 0), (0, 0)));
}

fn globex() -> &'static TenantSlug {
    static GLOBEX: std::sync::LazyLock<TenantSlug> = std::sync::LazyLock::new(|| tenant("globex"));
    &GLOBEX
}

/// The place, let go of at once.
trait Entered {
    fn map_ok(self) -> impl Future<Output = bool>;
}

impl<F: Future<Output = Result<Place, Problem>>> Entered for F {
    async fn map_ok(self) -> bool {
        self.await.is_ok()
    }
}

#[tokio::test]
async fn sec_30_a_job_whose_asker_left_keeps_its_place_until_it_ends() {
    let limits = small(1, 4, 4, 10);
    let work = work(limits, limits, 100);
    let (open, asker) = held(&work, Kind::Pdf, "acme").await;
    // The job has begun before its asker is cut off.
    let mut next = Box::pin(work.enter(Kind::Pdf, globex()).map_ok());
    assert!(futures::poll!(&mut next).is_pending());
    tokio::task::yield_now().await;
    asker.abort();
    assert!(asker.await.unwrap_err().is_cancelled());
    assert!(futures::poll!(&mut next).is_pending(), "the job still runs");
    drop(open);
    assert!(next.await);
}

#[tokio::test]
async fn who_leaves_the_line_is_not_waited_for() {
    let limits = small(1, 4, 4, 10);
    let work = work(limits, limits, 100);
    let (open, first) = held(&work, Kind::Pdf, "acme").await;
    let mut gone = Box::pin(work.enter(Kind::Pdf, globex()).map_ok());
    assert!(futures::poll!(&mut gone).is_pending());
    let mut next = Box::pin(work.enter(Kind::Pdf, globex()).map_ok());
    assert!(futures::poll!(&mut next).is_pending());
    drop(gone);
    drop(open);
    first.await.unwrap();
    assert!(next.await);
    assert_eq!(counts(&work, Kind::Pdf), (0, 0));
}

#[tokio::test]
async fn sec_30_what_several_ask_for_is_made_once_and_finished_without_them() {
    let work = Work::new(2, 192);
    let made = Arc::new(AtomicUsize::new(0));
    let (go, wait) = tokio::sync::oneshot::channel::<()>();
    let wait = Arc::new(tokio::sync::Mutex::new(Some(wait)));
    let ask = || {
        let (made, wait) = (Arc::clone(&made), Arc::clone(&wait));
        work.pages.get("acme/invoice/1".into(), move || async move {
            made.fetch_add(1, Ordering::Relaxed);
            if let Some(wait) = wait.lock().await.take() {
                drop(wait.await);
            }
            Ok(Bytes::from_static(b"%PDF"))
        })
    };
    let mut askers: Vec<_> = (0..8).map(|_| Box::pin(ask())).collect();
    for asker in &mut askers {
        assert!(futures::poll!(asker).is_pending());
    }
    // All leave but one, the first among them.
    let last = askers.pop().unwrap();
    drop(askers);
    go.send(()).unwrap();
    assert_eq!(last.await.unwrap(), "%PDF");
    assert_eq!(ask().await.unwrap(), "%PDF");
    assert_eq!(made.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_failure_reaches_all_who_wait_and_the_next_one_tries_again() {
    let work = Work::new(2, 192);
    let ask = |result: Result<Bytes, Problem>| work.pages.get("key".into(), move || async move { result });
    let (one, two) = futures::join!(ask(Err(Problem::NotFound)), ask(Err(Problem::Stale)));
    assert!(matches!((one, two), (Err(Problem::NotFound), Err(Problem::NotFound))));
    assert_eq!(ask(Ok(Bytes::from_static(b"x"))).await.unwrap(), "x");
}

#[tokio::test]
async fn work_that_panics_leaves_nothing_behind() {
    let work = Work::new(2, 192);
    let ended = work.run(Kind::Csv, &tenant("acme"), || panic!("on purpose")).await;
    assert!(matches!(ended, Err(Problem::Internal(_))));
    let ended = work.pages.get("key".into(), || async { panic!("on purpose") }).await;
    assert!(matches!(ended, Err(Problem::Internal(_))));
    assert_eq!(work.pages.get("key".into(), || async { Ok(Bytes::new()) }).await.unwrap(), "");
    assert_eq!(counts(&work, Kind::Csv), (0, 0));
}
