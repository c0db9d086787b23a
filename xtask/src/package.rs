//! `cargo xtask package`: the folders that are deployed.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    frontend, handler, paths, progress,
};

/// What to package.
#[derive(Args)]
pub(crate) struct Options {
    /// Stage the debug build, for tests
    #[arg(long)]
    debug: bool,
    /// Stage into this folder instead of dist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    handler: handler::Source,
}

/// Stages the function app and the pages.
pub(crate) fn run(options: &Options) -> Outcome {
    let out = options.out.clone().unwrap_or_else(|| paths::root().join("dist"));
    let pages = frontend::build()?;
    let program = options.handler.get(!options.debug)?;
    let app = stage(&program, &out)?;
    let size = fs::metadata(app.join("handler")).map(|known| known.len()).unwrap_or_default();
    let mebibytes = size >> 20;
    progress::say(&format!("{} {} (handler: {mebibytes} MiB)", progress::green("✓"), paths::shown(&app)));

    let portal = out.join("portal");
    empty(&portal)?;
    copy(&pages, &portal)?;
    let config = paths::root().join("infra/staticwebapp.config.json");
    fs::copy(config, portal.join("staticwebapp.config.json"))
        .doing("Copying the static origin's configuration")?;
    progress::say(&format!("{} {}", progress::green("✓"), paths::shown(&portal)));
    Ok(())
}

/// Stages the function app into `out/func` and validates every file of it; answers the folder.
pub(crate) fn stage(program: &Path, out: &Path) -> Outcome<PathBuf> {
    // Absolute, because the staged program is started from inside the folder.
    let app = std::path::absolute(out).doing("Finding the folder to stage into")?.join("func");
    empty(&app)?;
    fs::copy(paths::root().join("host.json"), app.join("host.json")).doing("Copying host.json")?;
    copy(&paths::root().join("assets/fonts"), &app.join("fonts"))?;
    let staged = app.join("handler");
    fs::copy(program, &staged).doing("Copying handler")?;
    // The host starts the file as it was unpacked: without this bit the app never comes up.
    fs::set_permissions(&staged, fs::Permissions::from_mode(0o755)).doing("Making handler executable")?;
    let declared = command::output(&mut command::program(&staged.to_string_lossy(), &["functions"], &app))?;
    let declared: Vec<Value> =
        serde_json::from_str(&declared).doing("Reading what `handler functions` declares")?;
    for function in &declared {
        let name = function["name"].as_str().unwrap_or_default();
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
        if !is_name {
            return Err(Failure::new(format!("`{name}` is no name for a function.")));
        }
        let folder = app.join(name);
        fs::create_dir(&folder).doing(&format!("Making the folder of the function {name}"))?;
        let text = serde_json::to_string_pretty(&binding(function)?).doing("Writing function.json")? + "\n";
        fs::write(folder.join("function.json"), text).doing("Writing function.json")?;
    }
    let words = ["run", "--quiet", "--package", "infra-check", "--", "package", &app.to_string_lossy()];
    command::output(&mut command::cargo(&words))?;
    Ok(app)
}

/// A declared function as the host reads it.
fn binding(function: &Value) -> Outcome<Value> {
    if let Some(schedule) = function["timer"].as_str() {
        return Ok(json!({ "bindings": [
            { "type": "timerTrigger", "direction": "in", "name": "timer", "schedule": schedule, "useMonitor": true },
        ] }));
    }
    let (Some(route), Some(methods)) = (function["route"].as_str(), function["methods"].as_array()) else {
        return Err(Failure::new(format!(
            "The declared function {function} has neither a timer nor a route with methods."
        )));
    };
    let methods: Vec<_> = methods.iter().filter_map(Value::as_str).map(str::to_lowercase).collect();
    Ok(json!({ "bindings": [
        {
            "type": "httpTrigger", "direction": "in", "name": "req",
            "authLevel": "anonymous", "methods": methods, "route": route,
        },
        { "type": "http", "direction": "out", "name": "res" },
    ] }))
}

fn empty(folder: &Path) -> Outcome {
    let shown = paths::shown(folder);
    if folder.exists() {
        fs::remove_dir_all(folder).doing(&format!("Emptying {shown}"))?;
    }
    fs::create_dir_all(folder).doing(&format!("Making {shown}"))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let doing = format!("Copying {}", paths::shown(from));
    fs::create_dir_all(to).doing(&doing)?;
    for entry in fs::read_dir(from).doing(&doing)? {
        let entry = entry.doing(&doing)?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).doing(&doing)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_and_a_route_become_bindings_and_anything_else_is_refused() {
        let timer = binding(&json!({ "name": "sweep", "timer": "0 */15 * * * *" })).unwrap();
        assert_eq!(timer["bindings"][0]["type"], "timerTrigger");
        let route =
            binding(&json!({ "name": "tickets", "route": "portal/tickets/{*rest}", "methods": ["GET"] }))
                .unwrap();
        assert_eq!(route["bindings"][0]["methods"], json!(["get"]));
        assert_eq!(route["bindings"][0]["authLevel"], "anonymous");
        assert!(binding(&json!({ "name": "odd" })).is_err());
    }
}
