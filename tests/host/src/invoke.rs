//! Triggers: how the host hands a timer, a queue message or a change feed to the handler.

use std::{fs::File, io::Read};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::{
    client::{Client, Trouble, chunked},
    headers::{HOST_VERSION, traceparent},
    host::Host,
};

/// A random id in the form of a GUID.
pub fn fresh_id() -> String {
    let mut bytes = [0u8; 16];
    File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// What a function answered, as far as the host understands it.
#[derive(Debug)]
pub struct Invoked {
    pub outputs: Value,
    pub logs: Vec<String>,
    /// Outputs that `function.json` does not declare: the host drops them without a word.
    pub dropped: Vec<String>,
}

impl Host {
    /// Delivers a trigger; the error is what the host would log for a failed invocation.
    pub async fn invoke(&self, name: &str, data: &Value, metadata: &Value) -> Result<Invoked, String> {
        let function = self.shared.config.functions.iter().find(|function| function.name == name);
        let outputs = function.map(|function| function.outputs.clone()).unwrap_or_default();
        let mut metadata = metadata.clone();
        metadata["sys"] =
            json!({ "MethodName": name, "UtcNow": "2026-11-01T00:00:00.1974545Z", "RandGuid": fresh_id() });
        let payload = json!({ "Data": data, "Metadata": metadata });
        let answer =
            deliver(&self.inside(), name, payload.to_string()).await.map_err(|error| error.to_string())?;
        if !(200..300).contains(&answer.status) {
            return Err(format!("EnsureSuccessStatusCode: {}", answer.status));
        }
        let kind = answer.header("content-type").unwrap_or_default();
        if !kind.starts_with("application/json") && !kind.starts_with("text/json") {
            return Err(format!("UnsupportedMediaType: {kind}"));
        }
        understood(&answer.json(), &outputs)
    }
}

async fn deliver(client: &Client, name: &str, payload: String) -> Result<crate::Answer, Trouble> {
    let id = fresh_id();
    let headers = [
        ("x-azure-functions-hostversion", HOST_VERSION),
        ("x-azure-functions-invocationid", &id),
        ("user-agent", &format!("Azure-Functions-Host/{HOST_VERSION}")),
        ("traceparent", &traceparent(None, &id)),
        ("content-type", "application/json; charset=utf-8"),
    ];
    client.call("POST", &format!("/{name}"), &headers, chunked(vec![Bytes::from(payload)])).await
}

fn understood(body: &Value, declared: &[String]) -> Result<Invoked, String> {
    let Some(body) = body.as_object() else {
        return Err("no object: the invocation would never complete".to_owned());
    };
    let get = |name: &str| {
        body.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    };
    let logs = match get("Logs").unwrap_or_default() {
        Value::Null => Vec::new(),
        logs => serde_json::from_value(logs).map_err(|_| "Logs must be strings".to_owned())?,
    };
    let outputs = match get("Outputs").unwrap_or_default() {
        Value::Null => json!({}),
        outputs if outputs.is_object() => outputs,
        _ => return Err("Outputs must be an object".to_owned()),
    };
    let names = outputs.as_object().into_iter().flat_map(|map| map.keys());
    let dropped = names.filter(|name| !declared.contains(name)).cloned().collect();
    Ok(Invoked { outputs, logs, dropped })
}
