//! The coaching card: one page for a conversation of ten minutes about a call.

mod places;
mod well;

use askama::Template;

use crate::call::CallOptions;
use crate::data::{Explanation, Report, read};
use crate::error::Result;
use crate::facts;
use crate::shell::{Kind, Sound, drawn, page};
use crate::words::{capital, phrase, shown_name};
use places::{Place, places};
use well::well;

/// The coaching card.
#[derive(Template)]
#[template(path = "coaching/card.html")]
struct Card<'a> {
    /// The agent, or else what the call is called.
    title: String,
    /// When it was, which call it is, and how long it lasted.
    facts: Vec<String>,
    sound: Option<Sound<'a>>,
    /// Why there is nothing to say.
    unscored: Option<String>,
    /// Each agent's part of the call, where there is more than one.
    legs: Vec<String>,
    well: Vec<String>,
    habit: Option<Habit>,
    places: Vec<Place>,
    notice: &'a str,
}

/// The one habit to work on.
struct Habit {
    advice: String,
    /// What was done in this call.
    now: Option<String>,
    aim: Option<String>,
}

/// The coaching card of a call, from the JSON of its report: what went well, the one habit to work on, and three places to
/// listen to; it prints on one page of A4 or Letter.
///
/// Without [`CallOptions::explanation`] it names the habit that cost most.
///
/// # Errors
/// A document is not of its schema.
pub fn coaching_card(report: &str, options: &CallOptions<'_>) -> Result<String> {
    let report: Report = read(report, "listening.report/1")?;
    let explanation =
        options.explanation.map(|text| read::<Explanation>(text, "listening.explanation/1")).transpose()?;
    let explanation = explanation.as_ref();
    let scored = report.score.observable_listening.is_some();
    let measure = habit_measure(&report, explanation);
    let places = places(&report, measure.as_deref());
    let (agent, mut about) = (options.whose.agent(&report), options.whose.facts(&report));
    if agent.is_some() && options.whose.call_id.or(report.call_id.as_ref().and_then(|id| id.as_str())).is_none() {
        about.push(shown_name(options.title));
    }
    about.push(crate::words::clock(report.duration));
    let card = Card {
        title: agent.unwrap_or_else(|| shown_name(options.title)),
        facts: about,
        sound: options.sound,
        unscored: (!scored).then(|| not_scored(!places.is_empty())),
        legs: facts::legs(&report),
        well: if scored { well(&report, measure.as_deref()) } else { Vec::new() },
        habit: measure.as_deref().filter(|_| scored).map(|measure| habit(&report, explanation, measure)),
        places,
        notice: &report.notice,
    };
    Ok(page(Kind::Coaching, options.title, &drawn(&card)))
}

/// Said of a call that has no score; only what is there is announced.
fn not_scored(places: bool) -> String {
    let next = if places {
        "The places below can still be listened to together."
    } else {
        "There is no place in it to point out either: choose a longer call for this conversation."
    };
    format!("{} {next}", facts::NOT_SCORED)
}

/// The measure of the habit: the explanation's, or else that of the largest deduction.
fn habit_measure(report: &Report, explanation: Option<&Explanation>) -> Option<String> {
    if let Some(explanation) = explanation {
        return explanation.habit.as_ref().map(|habit| habit.measure.clone());
    }
    let deductions = report.score.dimensions.iter().flat_map(|dimension| &dimension.deductions);
    deductions.max_by(|a, b| a.points.total_cmp(&b.points)).map(|each| each.measure.clone())
}

fn habit(report: &Report, explanation: Option<&Explanation>, measure: &str) -> Habit {
    let row = report.measures.iter().rfind(|row| row.party == report.assessed && row.id == measure);
    let now = row.map(|row| format!("In this call the {} {}.", report.assessed.name(), phrase(row)));
    match explanation.and_then(|explanation| explanation.habit.as_ref()) {
        Some(habit) => {
            let aim =
                facts::aim(report, explanation).map(|aim| format!("{} at {aim}", crate::words::WORDS.name(measure)));
            Habit { advice: habit.advice.clone(), now, aim }
        }
        None => Habit { advice: capital(&crate::words::WORDS.name(measure)), now, aim: None },
    }
}
