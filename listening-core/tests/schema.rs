//! The JSON schema in the Python package is the form of `Report`, and documents every key.
//!
//!     cargo test -p listening-core --features schema --test schema

use listening_core::Report;
use serde_json::{Map, Value};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../listening-py/python/listening/schema/report_1.json");
const HOW: &str = "LISTENING_UPDATE_SCHEMA=1 cargo test -p listening-core --features schema --test schema";

#[test]
fn the_schema_is_up_to_date() {
    let generated = Report::json_schema();
    if std::env::var_os("LISTENING_UPDATE_SCHEMA").is_some() {
        std::fs::write(PATH, &generated).expect("the schema can be written");
    }
    let checked_in = std::fs::read_to_string(PATH).unwrap_or_default();
    let line = generated.lines().zip(checked_in.lines()).position(|(new, old)| new != old);
    assert!(
        generated == checked_in,
        "{PATH} is not the form of Report (first at line {}). Regenerate it and review the difference:\n    {HOW}",
        line.map_or_else(|| generated.lines().count().min(checked_in.lines().count()) + 1, |line| line + 1),
    );
}

/// Every object of the schema with its name.
fn objects(schema: &Value) -> Vec<(String, &Map<String, Value>)> {
    let named = schema["$defs"].as_object().expect("definitions").iter();
    let all = [("report".to_owned(), schema)].into_iter().chain(named.map(|(name, value)| (name.clone(), value)));
    all.filter_map(|(name, value)| Some((name, value.get("properties")?.as_object()?))).collect()
}

#[test]
fn every_key_is_described_and_every_number_has_its_unit() {
    let schema: Value = serde_json::from_str(&Report::json_schema()).expect("JSON");
    let units =
        ["seconds", "dBov", "dB;", "0 to 1;", "0 to 1.", "points", "Points", "`unit`", "unit of its code", "A count"];
    let mut numbers = 0;
    for (of, properties) in objects(&schema) {
        for (name, property) in properties {
            let described = property["description"].as_str().unwrap_or_default();
            assert!(described.len() > 4 && !described.contains("None") && !described.contains("crate"), "{of}.{name}");
            let kinds = property["type"].as_array().map_or_else(|| vec![&property["type"]], |all| all.iter().collect());
            if kinds.iter().any(|kind| *kind == "number" || *kind == "integer") {
                numbers += 1;
                assert!(units.iter().any(|unit| described.contains(unit)), "{of}.{name} has no unit: {described}");
            }
        }
    }
    assert!(numbers > 25, "only {numbers} numbers were seen");
}

#[test]
fn every_name_is_described_and_every_measure_has_its_unit() {
    let schema: Value = serde_json::from_str(&Report::json_schema()).expect("JSON");
    for measure in schema["$defs"]["measure_names"]["oneOf"].as_array().expect("a list") {
        let id = listening_core::MeasureId::from_name(measure["const"].as_str().expect("a text")).expect("a measure");
        let described = measure["description"].as_str().expect("a text");
        assert!(described.ends_with(&format!(". Unit: {}.", id.unit())), "{id}: {described}");
        assert_eq!(measure["title"], measure["const"]);
    }
    let named = |definition: &str| schema["$defs"][definition]["oneOf"].as_array().expect("a list").len();
    assert_eq!(named("measure_names"), listening_core::MeasureId::ALL.len());
    assert_eq!(schema["$defs"]["unit_names"]["oneOf"][1]["title"], "per_minute");
    assert_eq!(
        schema["$defs"]["health_codes"]["oneOf"][0]["description"],
        "The channel is silent. Value: its level, dBov."
    );
}

#[test]
fn keys_are_in_the_order_of_a_report_and_the_new_ones_may_be_missing() {
    let schema: Value = serde_json::from_str(&Report::json_schema()).expect("JSON");
    let keys: Vec<&str> = objects(&schema)[0].1.keys().map(String::as_str).collect();
    let order = "schema engine profile basis duration parties talkspurts turns events measures marks legs assessed score traits \
                 characteristics not_measured notice";
    assert_eq!(keys.join(" "), order);
    let required: Vec<&str> = schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(
        required.join(" "),
        order.replace("engine ", "").replace("basis ", "").replace("marks legs assessed ", "")
    );
    let spurt = &schema["$defs"]["talkspurt"];
    assert_eq!(spurt["required"], serde_json::json!(["party", "start", "end"]));
    assert_eq!(spurt["properties"]["end_sd"]["type"], "number");
    assert_eq!(schema["properties"]["engine"]["$ref"], "#/$defs/engine");
    assert_eq!(schema["$defs"]["engine"]["properties"]["network"]["type"], "string");
}
