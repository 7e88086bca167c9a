//! The card: its parts in their order.

use askama::Template;

use super::centre::Centre;
use super::events::{Group, charged, folded, others};
use super::measures::{Line, measures, prosody, words};
use super::options::CallOptions;
use super::score::{Lost, ScoreView, lost, score};
use crate::data::{Explanation, Party, Report};
use crate::facts;
use crate::shell::Sound;
use crate::timeline::{Timeline, timeline};
use crate::words::{WORDS, capital, clock, shown_name};

/// The card of a call.
#[derive(Template)]
#[template(path = "call/card.html")]
pub(super) struct Card<'a> {
    uid: &'a str,
    title: String,
    facts: Vec<String>,
    score: ScoreView,
    habit: Option<(String, String)>,
    centre: Option<Centre>,
    check: Vec<(Party, String)>,
    sound: Option<Sound<'a>>,
    timeline: Option<Timeline<'a>>,
    on_the_line: Vec<(Party, String)>,
    marked: Vec<String>,
    legs: Vec<String>,
    scored: bool,
    assessed: &'static str,
    lost: Vec<Lost<'a>>,
    weighed: bool,
    charged: Group<'a>,
    candidates: Group<'a>,
    others: Vec<Group<'a>>,
    /// How many events the others are.
    many: usize,
    turns: Vec<(Party, String)>,
    prosody: Vec<(String, String)>,
    words: Vec<(Party, String)>,
    measures: Vec<Line>,
    not_measured: Vec<(String, String)>,
    notice: &'a str,
}

/// With more events than this, they are folded.
const OPEN: usize = 60;

pub(super) fn card<'a>(
    report: &'a Report,
    uid: &'a str,
    options: &CallOptions<'a>,
    explanation: Option<&Explanation>,
    centre: Option<Centre>,
) -> Card<'a> {
    let whose = options.whose;
    let mut head: Vec<String> = whose.agent(report).map(|name| format!("agent {name}")).into_iter().collect();
    head.extend(whose.facts(report));
    head.push(clock(report.duration));
    head.extend(facts::shares(report));
    let others = others(report, uid);
    Card {
        uid,
        title: shown_name(options.title),
        facts: head,
        score: score(report),
        habit: facts::habit(report, explanation),
        centre,
        check: facts::to_check(report),
        sound: options.sound,
        timeline: timeline(report, uid),
        on_the_line: facts::on_the_line(report),
        marked: facts::marks(report)
            .into_iter()
            .map(|(start, end, what)| {
                let place = if end > start { crate::words::span(start, end) } else { clock(start) };
                format!("{what}, {place}")
            })
            .collect(),
        legs: facts::legs(report),
        scored: report.score.observable_listening.is_some(),
        assessed: report.assessed.name(),
        lost: lost(report, options.sound.is_some()),
        weighed: facts::weighed(report),
        charged: charged(report, uid),
        candidates: folded(report, uid),
        many: others.iter().map(|group| group.lines.len()).sum(),
        others,
        turns: turns(report),
        prosody: prosody(report),
        words: words(report),
        measures: measures(report),
        not_measured: not_measured(report),
        notice: &report.notice,
    }
}

fn turns(report: &Report) -> Vec<(Party, String)> {
    let longest = |party| {
        let (count, longest) = facts::longest_turn(report, party);
        (party, if count > 0 { format!("{count}, {longest}") } else { longest })
    };
    Party::BOTH.into_iter().map(longest).chain(facts::bounds(report)).collect()
}

/// What the report does not say, and why.
fn not_measured(report: &Report) -> Vec<(String, String)> {
    let line = |row: &crate::data::NotMeasured| {
        let needs = if row.needs == "not offered" { String::new() } else { format!(" (needs {})", row.needs) };
        (capital(&WORDS.name(&row.id)), row.reason.clone() + &needs)
    };
    report.not_measured.iter().map(line).collect()
}

impl Card<'_> {
    /// Whether a table of that many events is folded.
    fn is_long(count: usize) -> bool {
        count > OPEN
    }
}
