//! Marks as CSV (RFC 4180), with commas, semicolons or tabs.

use super::{GivenMark, MarksError, mark, short};

pub(super) fn read(text: &str) -> Result<Vec<GivenMark>, MarksError> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first = lines.next().map_or("", |(_, line)| line);
    let separator = [',', ';', '\t'].into_iter().max_by_key(|&sign| first.matches(sign).count()).unwrap_or(',');
    let names: Vec<String> = fields(first, separator).iter().map(|name| name.trim().to_lowercase()).collect();
    let place = |name: &str| names.iter().position(|known| known == name);
    let (Some(kind), Some(start)) = (place("kind"), place("start")) else {
        return Err(MarksError::NoNames { got: short(first) });
    };
    let [end, party, agent] = ["end", "party", "agent"].map(place);
    let rows = lines.map(|(at, line)| {
        let row = at + 1;
        let found = fields(line, separator);
        let of = |place: Option<usize>| {
            let text = place.and_then(|place| found.get(place)).map(|text| text.trim());
            text.filter(|text| !text.is_empty())
        };
        let seconds = |name: &str, place: Option<usize>| {
            let number = |text: &str| {
                text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| MarksError::BadMark {
                    row,
                    what: format!("its {name} is {:?}: expected a number of seconds", short(text)),
                })
            };
            of(place).map(number).transpose()
        };
        let times = (seconds("start", Some(start))?, seconds("end", end)?);
        mark(row, of(Some(kind)).unwrap_or(""), times, of(party), of(agent))
    });
    rows.collect()
}

/// The fields of a line: one in quotes may hold separators, and quotes twice.
fn fields(line: &str, separator: char) -> Vec<String> {
    let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                field.push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            sign if sign == separator && !quoted => all.push(std::mem::take(&mut field)),
            sign => field.push(sign),
        }
    }
    all.push(field);
    all
}
