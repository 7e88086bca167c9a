//! The models' README and card list what the files hold.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Map, Value};

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models");

/// The header of each file, by name.
fn headers() -> BTreeMap<String, Map<String, Value>> {
    let files = fs::read_dir(MODELS).unwrap().map(|file| file.unwrap().path());
    let models = files.filter(|path| path.extension().is_some_and(|extension| extension == "safetensors"));
    let header = |bytes: &[u8]| {
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        serde_json::from_slice(&bytes[8..8 + length]).unwrap()
    };
    models
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), header(&fs::read(path).unwrap())))
        .collect()
}

/// Type and number of dimensions of each tensor.
fn tensors(header: &Map<String, Value>) -> BTreeMap<String, (String, usize)> {
    let tensors = header.iter().filter(|(name, _)| *name != "__metadata__");
    let shape = |entry: &Value| entry["shape"].as_array().unwrap().len();
    tensors.map(|(name, entry)| (name.clone(), (entry["dtype"].as_str().unwrap().to_owned(), shape(entry)))).collect()
}

/// The same of the table in a section of the README.
fn listed(section: &str) -> BTreeMap<String, (String, usize)> {
    let mut all = BTreeMap::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (names, dtype, dimensions) = (cells[1], cells[2], cells[3].split(',').count());
        for name in names.split(", ") {
            all.insert(name.trim_matches('`').to_owned(), (dtype.to_owned(), dimensions));
        }
    }
    all
}

#[test]
fn the_readme_lists_every_file_its_script_and_its_tensors() {
    let readme = fs::read_to_string(format!("{MODELS}/README.md")).unwrap();
    let headers = headers();
    assert_eq!(headers.len(), 8);
    for (file, header) in headers {
        let sections = readme.split("\n## ").skip(1);
        let heading = format!("`{file}`");
        let section = sections.into_iter().find(|section| section.lines().next().unwrap().contains(&heading));
        let section = section.unwrap_or_else(|| panic!("no section for {file}"));
        let row = readme.lines().find(|line| line.starts_with(&format!("| {heading}"))).unwrap();
        if let Some(about) = header.get("__metadata__") {
            assert!(row.contains(about["written_by"].as_str().unwrap()), "{row}");
            assert_eq!(listed(section), tensors(&header), "{file}");
        }
    }
}

#[test]
fn the_card_has_the_shapes_of_the_network() {
    let card: Value = serde_json::from_slice(&fs::read(format!("{MODELS}/MODEL_CARD.json")).unwrap()).unwrap();
    let network = &headers()["vad8k.safetensors"];
    let shapes: Map<String, Value> =
        network.iter().map(|(name, entry)| (name.clone(), entry["shape"].clone())).collect();
    assert_eq!(card["tensors"], Value::Object(shapes));
}
