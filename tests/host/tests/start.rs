//! Points 1 to 3: how the host starts the handler, waits for it, and what it refuses to start.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};

use host::{Host, State, demo, package};
use serde_json::{Value, json};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The longest that anybody should wait for a cold process, far below the host's 30 seconds.
const COLD_START: Duration = Duration::from_secs(2);

/// A copy of the package with its `host.json` changed, and what the host says to it.
async fn refusal(change: impl FnOnce(&Path, &mut Value)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("app");
    package::copy_to(&root);
    let file = root.join("host.json");
    let mut config: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    change(&root, &mut config);
    fs::write(&file, config.to_string()).unwrap();
    Host::start(&root, &demo::settings(&folder.path().join("data"))).await.err().unwrap_or_default()
}

fn function(root: &Path, name: &str, bindings: &Value) {
    fs::create_dir_all(root.join(name)).unwrap();
    fs::write(root.join(name).join("function.json"), json!({ "bindings": bindings }).to_string()).unwrap();
}

#[tokio::test]
async fn the_package_as_staged_starts_and_is_ready_soon() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("app");
    package::copy_to(&root);
    let host = Host::start(&root, &demo::settings(&folder.path().join("data"))).await.unwrap();
    assert!(host.ready_after < COLD_START, "{:?}", host.ready_after);
    assert_eq!(host.client().get("/api/health").await.unwrap().status, 200);
}

#[tokio::test]
async fn the_handler_listens_on_loopback_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("app");
    package::copy_to(&root);
    let host = Host::start(&root, &demo::settings(&folder.path().join("data"))).await.unwrap();
    // Linux writes the address of a listener as hexadecimal, least significant byte first.
    let port = format!(":{:04X} ", host.shared.port());
    let listeners: Vec<_> = fs::read_to_string("/proc/net/tcp")
        .unwrap()
        .lines()
        .filter(|line| line.split_whitespace().nth(1).is_some_and(|local| port.starts_with(&local[8..])))
        .filter(|line| line.split_whitespace().nth(3) == Some("0A"))
        .map(|line| line.split_whitespace().nth(1).unwrap()[..8].to_owned())
        .collect();
    assert_eq!(listeners, ["0100007F"], "127.0.0.1 and nothing else");
}

#[tokio::test]
async fn app_settings_stand_in_for_names_in_arguments() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("app");
    package::copy_to(&root);
    let file = root.join("host.json");
    let mut config: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    config["customHandler"]["description"]["arguments"] = json!(["%HANDLER_WORD%"]);
    fs::write(&file, config.to_string()).unwrap();
    let mut settings: BTreeMap<_, _> = demo::settings(&folder.path().join("data"));
    settings.insert("HANDLER_WORD".to_owned(), "serve".to_owned());
    let host = Host::start(&root, &settings).await.unwrap();
    assert_eq!(host.client().get("/api/health").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_zip_of_the_package_starts_after_it_was_unpacked() {
    let source = package::folder();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut open = vec![source.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
                continue;
            }
            let mode = entry.metadata().unwrap().permissions().mode();
            let name = entry.path().strip_prefix(&source).unwrap().display().to_string();
            zip.start_file(name, SimpleFileOptions::DEFAULT.unix_permissions(mode)).unwrap();
            std::io::copy(&mut fs::File::open(entry.path()).unwrap(), &mut zip).unwrap();
        }
    }
    let packed = zip.finish().unwrap();

    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("unpacked");
    let mut archive = ZipArchive::new(packed).unwrap();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let path = root.join(entry.enclosed_name().unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        fs::write(&path, bytes).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(entry.unix_mode().unwrap() & 0o777)).unwrap();
    }
    let mode = fs::metadata(root.join("handler")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o755);
    let host = Host::start(&root, &demo::settings(&folder.path().join("data"))).await.unwrap();
    assert_eq!(host.client().get("/api/health").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_missing_executable_is_refused() {
    let said =
        refusal(|_, config| config["customHandler"]["description"]["defaultExecutablePath"] = json!(""))
            .await;
    assert!(said.contains("DefaultExecutablePath"), "{said}");
    let said = refusal(|root, _| fs::remove_file(root.join("handler")).unwrap()).await;
    assert!(said.contains("could not be started"), "{said}");
}

#[tokio::test]
async fn a_reserved_route_a_duplicate_and_a_second_trigger_are_refused() {
    let http = |route: &str| {
        json!([
            { "type": "httpTrigger", "direction": "in", "name": "req", "methods": ["get"], "route": route },
            { "type": "http", "direction": "out", "name": "res" },
        ])
    };
    let said = refusal(|root, _| function(root, "odd", &http("admin/users"))).await;
    assert!(said.contains("built in routes"), "{said}");
    let said = refusal(|root, _| function(root, "odd", &http("health"))).await;
    assert!(said.contains("conflicts with the route defined by function 'health'"), "{said}");
    let two = json!([{ "type": "timerTrigger" }, { "type": "queueTrigger" }]);
    let said = refusal(|root, _| function(root, "odd", &two)).await;
    assert!(said.contains("exactly one trigger"), "{said}");
}

#[tokio::test]
async fn an_unknown_setting_ends_the_start_with_its_name_and_not_with_code_0() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("app");
    package::copy_to(&root);
    let mut settings = demo::settings(&folder.path().join("data"));
    settings.insert("PORTAL_ORIGINS".to_owned(), "https://portal.example".to_owned());
    let said = Host::start(&root, &settings).await.err().unwrap();
    assert!(said.contains("PORTAL_ORIGINS") && !said.contains("exit status: 0"), "{said}");
}

#[tokio::test]
async fn every_start_gets_a_fresh_port_and_finds_its_data_again() {
    let mut portal = host::Portal::start().await;
    let first = portal.host.shared.port();
    portal.restart().await;
    assert_ne!(portal.host.shared.port(), first);
    assert_eq!(portal.host.shared.state(), State::Initialized);
    assert_eq!(portal.sign_in("dana@acme.example").await.status, 200);
}
