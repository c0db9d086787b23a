//! Route templates as ASP.NET reads them: `portal/tickets/{id}/{*rest}`.

/// One template, split into what a path is compared with.
#[derive(Debug, Clone)]
pub struct Route {
    pub template: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    One { optional: bool },
    Rest,
}

impl Route {
    pub fn new(template: &str) -> Self {
        let parts = template.split('/').filter(|part| !part.is_empty()).map(part).collect();
        Self { template: template.to_owned(), parts }
    }

    /// Words are compared without regard to case, as the host does.
    pub fn matches(&self, path: &str) -> bool {
        let mut words = path.trim_matches('/').split('/').filter(|word| !word.is_empty());
        for part in &self.parts {
            match part {
                Part::Rest => return true,
                Part::Word(word) => {
                    if !words.next().is_some_and(|found| found.eq_ignore_ascii_case(word)) {
                        return false;
                    }
                }
                Part::One { optional } => {
                    if words.next().is_none() && !optional {
                        return false;
                    }
                }
            }
        }
        words.next().is_none()
    }

    /// The host keeps these for itself and refuses to start with such a route.
    pub fn is_reserved(route: &str) -> bool {
        let first = route.trim_start_matches('/').split('/').next().unwrap_or_default();
        ["admin", "runtime"].iter().any(|kept| first.eq_ignore_ascii_case(kept))
    }

    /// Fixed words weigh more than placeholders, and these more than the rest of a path.
    pub fn weight(&self) -> Vec<u8> {
        let weigh = |part: &Part| match part {
            Part::Word(_) => 0,
            Part::One { .. } => 1,
            Part::Rest => 2,
        };
        // A shorter template of the same words is the more exact one, so its end outweighs any placeholder.
        self.parts.iter().map(weigh).chain([0]).collect()
    }
}

fn part(text: &str) -> Part {
    match text.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
        Some(inner) if inner.starts_with('*') => Part::Rest,
        Some(inner) => Part::One { optional: inner.ends_with('?') },
        None => Part::Word(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_may_be_empty_and_deep() {
        let route = Route::new("api/portal/tickets/{*rest}");
        for path in ["/api/portal/tickets", "/api/portal/tickets/", "/api/portal/Tickets/t/comments"] {
            assert!(route.matches(path), "{path}");
        }
        assert!(!route.matches("/api/portal/ticket"));
        assert!(!Route::new("api/health").matches("/api/health/x"));
    }

    #[test]
    fn the_hosts_own_paths_are_known_in_any_case() {
        assert!(Route::is_reserved("/Admin/x") && Route::is_reserved("runtime"));
        assert!(!Route::is_reserved("administration"));
    }
}
