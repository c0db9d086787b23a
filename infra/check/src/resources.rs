//! The resources of a template, nested ones too.

use tree_sitter::Node;

use crate::{
    body::Check,
    finding::Finding,
    source::{Source, children, descendants},
    types::Types,
};

/// Types whose description Azure's tool does not give; `az bicep build` in the CI looks at them.
const UNDESCRIBED: [&str; 1] = ["Microsoft.Network/FrontDoorWebApplicationFirewallPolicies"];

/// Checks every resource of a file.
pub(crate) fn check(source: &Source, types: &Types) -> Vec<Finding> {
    let mut findings = Vec::new();
    outermost(source.top()).into_iter().for_each(|node| resource(source, types, node, None, &mut findings));
    findings
}

fn outermost(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for child in children(node) {
        if child.kind() == "resource_declaration" {
            found.push(child);
        } else {
            found.extend(outermost(child));
        }
    }
    found
}

fn resource(
    source: &Source,
    types: &Types,
    node: Node<'_>,
    parent: Option<&str>,
    findings: &mut Vec<Finding>,
) {
    let Some(named) = children(node).find(|child| child.kind() == "string") else { return };
    let said = source.literal(named).unwrap_or_default();
    let (name, version) = said.split_once('@').unwrap_or((said, ""));
    let name = match parent {
        Some(parent) if !name.contains('/') => format!("{parent}/{name}"),
        _ => name.to_owned(),
    };
    // The body is the first object: directly, or inside `if (…)` or `[for … : …]`.
    let body = descendants(node).into_iter().find(|child| child.kind() == "object");
    if let Some(body) = body {
        let nested = outermost(body);
        nested.into_iter().for_each(|inner| resource(source, types, inner, Some(&name), findings));
    }
    if UNDESCRIBED.contains(&name.as_str()) {
        return;
    }
    let Some(kind) = types.find(&name) else {
        findings.push(source.at(named, format!("{name} is no known resource type")));
        return;
    };
    let known = kind.resource.split_once('@').map_or("", |(_, version)| version);
    if !version.is_empty() && version != known {
        findings.push(source.at(named, format!("{name} is checked in version {known}, not {version}")));
    }
    let is_existing = children(node).any(|child| source.text(child) == "existing");
    if let (Some(body), false) = (body, is_existing) {
        let mut check = Check { source, resource: &kind, findings: Vec::new() };
        check.object(body, &kind.body, &name, true);
        findings.append(&mut check.findings);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let source = Source::parse(Path::new("x.bicep"), text.to_owned()).unwrap();
        let types = Types::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/azure"));
        check(&source, &types).into_iter().map(|finding| finding.what).collect()
    }

    fn site(properties: &str) -> Vec<String> {
        findings(&format!(
            "resource s 'Microsoft.Web/sites@2024-11-01' = {{\n  name: 's'\n  location: 'x'\n  properties: {{ {properties} }}\n}}\n"
        ))
    }

    #[test]
    fn a_right_resource_has_no_findings() {
        assert_eq!(site("httpsOnly: true"), [""; 0]);
    }

    #[test]
    fn a_misspelt_property_a_wrong_kind_and_a_read_only_one_are_found() {
        assert_eq!(site("httpOnly: true"), ["Microsoft.Web/sites.properties has no property httpOnly"]);
        assert_eq!(
            site("httpsOnly: 'yes'"),
            ["Microsoft.Web/sites.properties.httpsOnly is bool, not a string"]
        );
        assert_eq!(site("state: 'Running'"), ["Microsoft.Web/sites.properties.state is set by Azure alone"]);
    }

    #[test]
    fn what_is_missing_and_what_does_not_exist_is_found() {
        assert_eq!(
            findings("resource s 'Microsoft.Web/sites@2024-11-01' = {\n  name: 's'\n}\n"),
            ["Microsoft.Web/sites lacks location"]
        );
        assert_eq!(
            findings("resource s 'Microsoft.Web/pages@2024-11-01' = {\n  name: 's'\n}\n"),
            ["Microsoft.Web/pages is no known resource type"]
        );
    }

    #[test]
    fn a_nested_resource_is_checked_as_its_parents_child() {
        let text = "resource a 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {\n  name: 'a'\n  resource b 'blobServices' = {\n    name: 'default'\n    colour: 'red'\n  }\n}\n";
        let found = findings(text);
        assert!(found.iter().any(|what| what.contains("blobServices has no property colour")), "{found:?}");
    }
}
