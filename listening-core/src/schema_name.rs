//! The name of the report's form. It is here and not in `report`, for errors name it too.

/// The schema that [`Report::to_json`](crate::Report::to_json) follows.
pub const SCHEMA: &str = "listening.report/1";
