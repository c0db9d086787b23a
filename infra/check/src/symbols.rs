//! Names that are used must be declared, and what is declared must be used.

use std::collections::HashSet;

use tree_sitter::Node;

use crate::{
    finding::Finding,
    source::{Source, children, descendants},
};

const DECLARATIONS: [&str; 4] =
    ["parameter_declaration", "variable_declaration", "resource_declaration", "module_declaration"];
const BUILT_IN: [&str; 2] = ["sys", "az"];

/// Checks the names of a file.
pub(crate) fn check(source: &Source) -> Vec<Finding> {
    let nodes = descendants(source.top());
    let declared: Vec<_> = nodes.iter().filter_map(|node| declaration(source, *node)).collect();
    let mut names: HashSet<_> = declared.iter().map(|(name, ..)| *name).chain(BUILT_IN).collect();
    // Variables of `for` loops and the arguments of functions.
    for node in nodes
        .iter()
        .filter(|node| matches!(node.kind(), "for_statement" | "for_loop_parameters" | "lambda_expression"))
    {
        names.extend(
            children(*node).filter(|child| child.kind() == "identifier").map(|child| source.text(child)),
        );
    }
    let mut used = HashSet::new();
    let mut findings = Vec::new();
    for node in &nodes {
        if node.kind() != "identifier" || is_a_name_only(*node) {
            continue;
        }
        let name = source.text(*node);
        used.insert(name);
        let holds = node.parent().is_some_and(|parent| parent.kind() == "member_expression");
        if holds && !names.contains(name) {
            findings.push(source.at(*node, format!("{name} is not declared")));
        }
    }
    for (name, kind, node) in declared {
        let must_be_used = matches!(kind, "parameter_declaration" | "variable_declaration");
        if must_be_used && !used.contains(name) {
            findings.push(source.at(node, format!("{name} is declared and never used")));
        }
    }
    findings
}

fn declaration<'a, 'tree>(
    source: &'a Source,
    node: Node<'tree>,
) -> Option<(&'a str, &'static str, Node<'tree>)> {
    let kind = DECLARATIONS.into_iter().find(|kind| *kind == node.kind())?;
    let name = children(node).find(|child| child.kind() == "identifier")?;
    Some((source.text(name), kind, node))
}

/// A declared name itself, the name of a property, or what follows a dot.
fn is_a_name_only(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let is_first = parent.child(0).is_some_and(|first| first.id() == node.id());
    match parent.kind() {
        "object_property" => is_first,
        "member_expression" => !is_first,
        kind => {
            DECLARATIONS.contains(&kind)
                && children(parent)
                    .find(|child| child.kind() == "identifier")
                    .is_some_and(|name| name.id() == node.id())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let source = Source::parse(Path::new("x.bicep"), text.to_owned()).unwrap();
        check(&source).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn an_unknown_name_and_an_unused_one_are_found() {
        assert_eq!(findings("output x string = accounts.id\n"), ["accounts is not declared"]);
        assert_eq!(findings("var x = 1\n"), ["x is declared and never used"]);
        assert_eq!(findings("var x = { y: 1 }\noutput z int = x.y\n"), [""; 0]);
    }
}
