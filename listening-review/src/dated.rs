//! Reports of before they said whose listening was scored.

/// The warning about `dated` of `all` reports that do not say whose listening they score; `None` where all say it.
pub(crate) fn warning(dated: usize, all: usize) -> Option<String> {
    let which = match (dated, all) {
        (0, _) => return None,
        (1, 1) => "the report does".to_owned(),
        _ => format!("{dated} of {all} reports do"),
    };
    Some(format!("{which} not say whose listening was scored, which older reports leave out: the agent's is assumed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_warning_says_how_many() {
        assert_eq!(warning(0, 3), None);
        assert!(warning(1, 1).unwrap().starts_with("the report does not say"));
        assert!(warning(2, 3).unwrap().starts_with("2 of 3 reports do not say"));
    }
}
