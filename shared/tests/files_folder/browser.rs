//! `sec_08` in a real browser: hostile files, embedded in every way and opened on their own, run nothing.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path as Part, State};
use axum::response::Html;
use axum::routing::get;
use shared::files::Serving;
use shared::files::sniff::sniff;
use tokio::net::TcpListener;

/// Who reported that it ran.
type Heard = Arc<Mutex<Vec<String>>>;

/// Chromium; ended when dropped.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    fn open(address: &str, profile: &Path) -> Self {
        let started = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-popup-blocking",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(started.expect("Chromium is installed: .ci/run installs it"))
    }
}

/// Files that report to `home` under their name when a browser runs them.
fn corpus(home: &str) -> Vec<(&'static str, String)> {
    let report = |name: &str| format!("new Image().src='{home}/ran/{name}'");
    let page = |name: &str| format!("<!doctype html><body><script>{}</script>", report(name));
    let svg = |name: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' onload=\"{0}\"><script>{0}</script></svg>",
            report(name)
        )
    };
    let xhtml = |name: &str| {
        format!(
            "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>{}</script></html>",
            report(name)
        )
    };
    vec![
        ("plain.html", page("plain.html")),
        ("html-as.png", page("html-as.png")),
        ("html-as.txt", page("html-as.txt")),
        ("drawing.svg", svg("drawing.svg")),
        ("svg-as.jpg", svg("svg-as.jpg")),
        ("page.xhtml", xhtml("page.xhtml")),
        ("xhtml-as.pdf", xhtml("xhtml-as.pdf")),
        ("script.js", report("script.js")),
        ("polyglot.gif", format!("GIF89a=1;{}//", report("polyglot.gif"))),
        ("gif-as.js", format!("GIF89a=1;{}//", report("gif-as.js"))),
        ("gif-and-html.gif", format!("GIF89a{}", page("gif-and-html.gif"))),
        (
            "form.pdf",
            format!(
                "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI({home}/ran/form.pdf)>>>>endobj\n"
            ),
        ),
    ]
}

/// The portal's page in this test: embeds and opens every address, then says that it is done.
fn portal_page(home: &str, links: &[String]) -> String {
    use std::fmt::Write as _;
    let mut html = String::from("<!doctype html><body>");
    let control = [format!("{home}/control/framed"), format!("{home}/control/opened")];
    let _ = write!(html, "<iframe src='{}'></iframe>", control[0]);
    let mut opened = vec![control[1].clone()];
    for link in links {
        let safe = link.replace('&', "&amp;").replace('\'', "%27");
        for embedded in [
            "<img src='A'>",
            "<iframe src='A'></iframe>",
            "<object data='A'></object>",
            "<embed src='A'>",
            "<script src='A'></script>",
            "<link rel=stylesheet href='A'>",
        ] {
            html.push_str(&embedded.replace('A', &safe));
        }
        opened.push(link.clone());
    }
    let opened = serde_json::to_string(&opened).unwrap();
    let _ = write!(html, "<script>for (const a of {opened}) window.open(a);");
    html.push_str("addEventListener('load', () => setTimeout(() => fetch('/ran/done'), 3000));</script>");
    html
}

async fn home(page: Arc<Mutex<String>>, heard: Heard) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    // Another host than the files': as in the portal.
    let home = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let (origin, reporting) = (home.clone(), heard);
    let service = Router::new()
        .route("/", get(move || async move { Html(page.lock().unwrap().clone()) }))
        .route(
            "/control/{name}",
            get(move |Part(name): Part<String>| async move {
                Html(format!("<!doctype html><script>new Image().src='{origin}/ran/{name}'</script>"))
            }),
        )
        .route(
            "/ran/{name}",
            get(|State(heard): State<Heard>, Part(name): Part<String>| async move {
                heard.lock().unwrap().push(name);
            }),
        )
        .with_state(reporting);
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn sec_08_a_browser_runs_nothing_of_hostile_files() {
    let root = tempfile::tempdir().unwrap();
    let ground = crate::ground(&root.path().join("files")).await;
    let (page, heard) = (Arc::new(Mutex::new(String::new())), Heard::default());
    let home = home(page.clone(), heard.clone()).await;

    let mut links = Vec::new();
    for (name, content) in corpus(&home) {
        let key = ground.key();
        ground.put(&key, content.as_bytes()).await.unwrap();
        let sniffed = sniff(content.as_bytes(), name);
        let honest = (sniffed.content_type, sniffed.inline);
        // As the portal serves it, and as a mistaken caller would.
        for (content_type, inline) in
            [honest, ("text/html", true), ("image/svg+xml", true), ("image/png", true)]
        {
            let serving = Serving { name: name.to_owned(), content_type: content_type.to_owned(), inline };
            links.push(ground.store.link(&key, &serving, Duration::from_secs(300)).await.unwrap());
        }
    }
    *page.lock().unwrap() = portal_page(&home, &links);

    let browser = Browser::open(&home, &root.path().join("profile"));
    let done = || heard.lock().unwrap().iter().any(|name| name == "done");
    for _ in 0..600 {
        if done() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(browser);
    let mut heard = heard.lock().unwrap().clone();
    heard.sort();
    heard.dedup();
    // Both ways of opening run what may run, so silence means something; and nothing else spoke.
    assert_eq!(heard, ["done", "framed", "opened"]);
}
