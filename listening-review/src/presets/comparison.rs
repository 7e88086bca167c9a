//! The old numbers with ours beside.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::amazon::Document;
use super::preset::Preset;
use super::row::Row;

/// The schema that [`Comparison::to_json`] follows.
pub const SCHEMA: &str = "listening.comparison/1";

/// A call counted as a preset counts it, beside our measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Whose way of counting.
    pub preset: Preset,
    /// What is counted, with which threshold and from which source.
    pub definition: &'static str,
    /// One figure of the other product with one of our measures in each row. A figure with several of ours is in
    /// as many rows.
    pub rows: Vec<Row>,
    /// The output in the other's own shape, where the preset has one.
    pub document: Option<Document>,
}

impl Comparison {
    /// As JSON in schema `listening.comparison/1`: UTF-8, one line, the keys in a fixed order. The same report gives
    /// the same bytes on every face.
    pub fn to_json(&self) -> String {
        // Plain data with string keys and finite numbers cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = serializer.serialize_struct("Comparison", 5)?;
        written.serialize_field("schema", SCHEMA)?;
        written.serialize_field("preset", self.preset.name())?;
        written.serialize_field("definition", self.definition)?;
        written.serialize_field("rows", &self.rows)?;
        written.serialize_field("document", &self.document)?;
        written.end()
    }
}
