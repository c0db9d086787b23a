//! `host.json` and the `function.json` files, read and refused as the host does.

use std::{collections::HashMap, fs, path::Path, time::Duration};

use serde_json::Value;

use crate::route::Route;

/// What the host knows after reading the folder.
#[derive(Debug, Clone)]
pub struct Config {
    pub executable: String,
    pub working_directory: String,
    pub arguments: Vec<String>,
    pub function_timeout: Duration,
    /// Requests that run at once, `maxConcurrentRequests`: a streamed answer is one until it ends.
    pub concurrent: usize,
    /// Requests that run or wait, `maxOutstandingRequests`: what comes beyond is answered 429.
    pub outstanding: usize,
    pub functions: Vec<Function>,
}

/// One function.
#[derive(Debug, Clone)]
pub struct Function {
    pub name: String,
    pub trigger: Value,
    pub outputs: Vec<String>,
    /// Route and methods of an HTTP function.
    pub http: Option<(Route, Vec<String>)>,
}

impl Config {
    /// Reads the folder, or says what the host would say.
    pub fn read(root: &Path) -> Result<Self, String> {
        let host: Value = read(&root.join("host.json"))?;
        let handler = &host["customHandler"];
        if handler["enableProxyingHttpRequest"] != Value::Bool(true) {
            return Err("this stand-in knows the proxying mode only".to_owned());
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let executable = text(&handler["description"]["defaultExecutablePath"]);
        if executable.is_empty() {
            return Err("WorkerDescription.DefaultExecutablePath cannot be empty".to_owned());
        }
        let limit = |name: &str| {
            let given =
                host["extensions"]["http"][name].as_u64().and_then(|limit| usize::try_from(limit).ok());
            given.unwrap_or(usize::MAX >> 4)
        };
        let (concurrent, outstanding) = (limit("maxConcurrentRequests"), limit("maxOutstandingRequests"));
        let prefix = host["extensions"]["http"]["routePrefix"].as_str().unwrap_or("api").to_owned();
        let mut functions = functions(root, &prefix)?;
        refuse_duplicates(&functions)?;
        functions.sort_by_key(|function| function.http.as_ref().map(|(route, _)| route.weight()));
        Ok(Self {
            executable,
            working_directory: text(&handler["description"]["workingDirectory"]),
            arguments: handler["description"]["arguments"]
                .as_array()
                .into_iter()
                .flatten()
                .map(text)
                .collect(),
            function_timeout: timeout(host["functionTimeout"].as_str().unwrap_or("00:30:00")),
            concurrent,
            outstanding,
            functions,
        })
    }

    /// The HTTP function that a request reaches.
    pub fn find(&self, method: &str, path: &str) -> Option<&Function> {
        self.functions.iter().find(|function| {
            let Some((route, methods)) = &function.http else { return false };
            route.matches(path) && methods.iter().any(|known| known.eq_ignore_ascii_case(method))
        })
    }
}

fn functions(root: &Path, prefix: &str) -> Result<Vec<Function>, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).map_err(|error| error.to_string())?.flatten() {
        let file = entry.path().join("function.json");
        if !file.is_file() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let bindings = read(&file)?["bindings"].as_array().cloned().unwrap_or_default();
        let kind = |binding: &Value| binding["type"].as_str().unwrap_or_default().to_lowercase();
        let triggers: Vec<_> = bindings.iter().filter(|binding| kind(binding).ends_with("trigger")).collect();
        let [trigger] = triggers[..] else {
            return Err(format!("{name}: exactly one trigger is required, there are {}", triggers.len()));
        };
        let outputs = bindings.iter().filter(|binding| binding["direction"] == "out");
        let outputs = outputs.filter_map(|binding| Some(binding["name"].as_str()?.to_owned())).collect();
        let http = if kind(trigger) == "httptrigger" { Some(http(&name, trigger, prefix)?) } else { None };
        found.push(Function { name, trigger: trigger.clone(), outputs, http });
    }
    Ok(found)
}

fn http(name: &str, trigger: &Value, prefix: &str) -> Result<(Route, Vec<String>), String> {
    let route = trigger["route"].as_str().unwrap_or(name);
    if Route::is_reserved(route) {
        return Err(format!("{name}: the specified route conflicts with one or more built in routes"));
    }
    let full = [prefix, route].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/");
    let methods = trigger["methods"].as_array().into_iter().flatten();
    Ok((Route::new(&full), methods.filter_map(|method| Some(method.as_str()?.to_uppercase())).collect()))
}

fn refuse_duplicates(functions: &[Function]) -> Result<(), String> {
    let mut seen = HashMap::new();
    for function in functions {
        let Some((route, methods)) = &function.http else { continue };
        for method in methods {
            let key = format!("{method} {}", route.template.to_lowercase());
            if let Some(other) = seen.insert(key, &function.name) {
                return Err(format!(
                    "{}: the route conflicts with the route defined by function '{other}'",
                    function.name
                ));
            }
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn timeout(text: &str) -> Duration {
    let seconds = text.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap_or_default());
    Duration::from_secs(seconds)
}
