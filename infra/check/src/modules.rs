//! The parameters that a template hands to its modules.

use std::collections::BTreeMap;

use tree_sitter::Node;

use crate::{
    finding::Finding,
    source::{Source, children, descendants, properties, value},
};

/// Checks every module of a file: it exists, gets no parameter that it does not know, and all that it needs.
pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let modules = descendants(source.top()).into_iter().filter(|node| node.kind() == "module_declaration");
    modules.flat_map(|node| module(source, node)).collect()
}

fn module(source: &Source, node: Node<'_>) -> Vec<Finding> {
    let Some(named) = children(node).find(|child| child.kind() == "string") else { return Vec::new() };
    let path = source.literal(named).unwrap_or_default();
    let file = source.file.parent().map(|folder| folder.join(path)).unwrap_or_default();
    let Ok(other) = Source::read(&file) else {
        return vec![source.at(named, format!("there is no module {path}"))];
    };
    let wanted = parameters(&other);
    let given: Vec<_> = descendants(node)
        .into_iter()
        .find(|child| {
            child.kind() == "object_property" && source.key(*child).is_some_and(|(name, _)| name == "params")
        })
        .and_then(value)
        .into_iter()
        .flat_map(properties)
        .filter_map(|property| source.key(property))
        .collect();
    let unknown = given.iter().filter(|(name, _)| !wanted.contains_key(*name));
    let mut findings: Vec<_> =
        unknown.map(|(name, key)| source.at(*key, format!("{path} has no parameter {name}"))).collect();
    for (name, has_default) in &wanted {
        if !has_default && !given.iter().any(|(given, _)| given == name) {
            findings.push(source.at(named, format!("{path} needs the parameter {name}")));
        }
    }
    findings
}

/// The parameters of a file, and whether each has a default.
pub(crate) fn parameters(source: &Source) -> BTreeMap<String, bool> {
    let declared =
        descendants(source.top()).into_iter().filter(|node| node.kind() == "parameter_declaration");
    declared
        .filter_map(|node| {
            let name = children(node).find(|child| child.kind() == "identifier")?;
            Some((source.text(name).to_owned(), children(node).any(|child| source.text(child) == "=")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_missing_and_an_unknown_parameter_are_found() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("m.bicep"), "param a string\nparam b string = 'x'\n").unwrap();
        let text = "module m 'm.bicep' = {\n  name: 'm'\n  params: { c: 1 }\n}\nmodule n 'n.bicep' = {\n  name: 'n'\n}\n";
        let source = Source::parse(&folder.path().join("main.bicep"), text.to_owned()).unwrap();
        let found: Vec<_> = check(&source).into_iter().map(|finding| finding.what).collect();
        assert_eq!(
            found,
            ["m.bicep has no parameter c", "m.bicep needs the parameter a", "there is no module n.bicep"]
        );
    }
}
