//! Constants of a stage that has no edge of its own to look at: the page must say what the source says.

/// The `index`th number of the constant `name` in a file of `src`.
#[track_caller]
pub(crate) fn constant(file: &str, name: &str, index: usize) -> f64 {
    let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let declared = format!("const {name}: ");
    let all: Vec<&str> = source.split(&declared).skip(1).collect();
    let [declared] = all[..] else { panic!("{path} declares {name} {} times", all.len()) };
    // After its type, which may hold a number too.
    let (_, value) = declared.split_once(" = ").expect("a constant has a value");
    let (value, _) = value.split_once(';').expect("a constant ends");
    let numbers: Vec<f64> = value
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_' || c == '-'))
        .flat_map(|word| word.split(".."))
        .filter_map(|word| word.replace('_', "").trim_end_matches("f64").trim_end_matches("f32").parse().ok())
        .collect();
    *numbers.get(index).unwrap_or_else(|| panic!("{path}: {name} is \"{value}\", with {} numbers", numbers.len()))
}

/// The number of the page is that constant of the source times `unit`.
#[track_caller]
pub(crate) fn is(page: f64, file: &str, name: &str, unit: f64) {
    let source = constant(file, name, 0) * unit;
    assert!((page - source).abs() < 1e-9 * page.abs().max(1.0), "{page} on the page, {name} in {file} is {source}");
}

/// A file of `src` states a number in a constant, under whatever name.
#[track_caller]
pub(crate) fn says(file: &str, number: f64) {
    let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let tests = source.find("#[cfg(test)]").unwrap_or(source.len());
    let code = source[..tests].lines().filter(|line| !line.trim_start().starts_with("//"));
    let has = |line: &str| {
        let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'));
        words.filter_map(|word| word.replace('_', "").parse::<f64>().ok()).any(|value| (value - number).abs() < 1e-9)
    };
    assert!(code.into_iter().any(has), "{path} states no {number}");
}

/// A file of `src` says this in a comment or in its code.
#[track_caller]
pub(crate) fn documents(file: &str, words: &str) {
    let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(source.contains(words), "{path} does not say \"{words}\"");
}
