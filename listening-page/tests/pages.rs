//! Pages from JSON, as any face gives it.

use listening_page::{CallOptions, Sound, Whose, call_cell, call_page, coaching_card, tracking_cell, tracking_page};

const REPORT: &str = include_str!("../../listening-core/tests/data/demo_report.json");
const EVIL: &str = r#"<script>hacked = 1</script>"'&"#;

fn options(title: &str) -> CallOptions<'_> {
    CallOptions { title, ..CallOptions::default() }
}

fn tracking(agents: &str) -> String {
    format!(
        r#"{{"schema":"listening.tracking/1","calls":9,"measures":[],"agents":[{agents}],
            "comparisons":{{"tested":4,"standing":1}},"notice":"No rank."}}"#
    )
}

fn agent(name: &str, profile: &str) -> String {
    let name = serde_json::Value::from(name);
    format!(
        r#"{{"agent":{name},"made_by":{{"profile":"{profile}"}},"calls":9,"scored_calls":9,"first":1770000000,
            "last":1780000000,"habit":null,"measures":[{{"measure":"interruption_rate","unit":"1/min","status":"ok","calls":9,
            "estimate":{{"value":2.1,"low":1.0,"high":3.2}},"shrunken":null,"trend":null,"chart":null,
            "change":{{"since":1775000000,"before":{{"value":2.5,"low":2.0,"high":3.0}},
            "after":{{"value":1.04,"low":0.5,"high":1.5}},"difference":{{"value":-1.46,"low":-2.0,"high":-0.9}},"stands":true}}}}]}}"#
    )
}

#[test]
fn the_same_json_gives_the_same_page() {
    let page = call_page(REPORT, &options("Call 17")).unwrap();
    assert_eq!(page, call_page(REPORT, &options("Call 17")).unwrap());
    assert!(page.is_ascii() && page.contains("<h2>Call 17</h2>"));
    assert!(page.contains("default-src 'none'") && !page.contains("http:") && !page.contains("https:"));
}

#[test]
fn a_name_is_text() {
    let safe = "&lt;script&gt;hacked = 1&lt;/script&gt;&quot;&#x27;&amp;";
    let json = tracking(&agent(EVIL, "p/1"));
    let pages = [call_page(REPORT, &options(EVIL)), coaching_card(REPORT, &options(EVIL)), tracking_page(&json, EVIL)];
    for page in pages {
        let page = page.unwrap();
        assert_eq!(page.matches("<script").count(), 1);
        assert!(page.contains(&format!("<h2>{safe}</h2>")));
    }
}

#[test]
fn a_cell_has_a_script_only_for_sound() {
    let plain = call_cell(REPORT, "c1", &options("A")).unwrap();
    assert!(!plain.contains("<script") && plain.contains(r#"id="c1""#));
    let sound = Sound::new("audio/mpeg", "AAAA");
    let heard = call_cell(REPORT, "c1", &CallOptions { sound, ..options("A") }).unwrap();
    assert!(heard.contains("<script") && heard.contains("data:audio/mpeg;base64,AAAA"));
    assert!(!tracking_cell(&tracking(""), "A", "c2").unwrap().contains("<script"));
}

#[test]
fn a_change_says_which_way_and_since_when() {
    let page = tracking_page(&tracking(&agent("ann", "p/1")), "Team").unwrap();
    assert!(page.contains("<b>ann</b> interruptions fell from 2.5 to 1.0 per minute"));
    assert!(page.contains(r#"<span class="one">since 2026-03-31</span>"#));
    assert!(page.contains("1 of 4 trends and changes holds after correcting for the number looked at."));
}

#[test]
fn what_nobody_can_see_is_not_listed() {
    let json = tracking(&agent("ann", "p/1"));
    let unseen = json.replace(r#""stands":true"#, r#""stands":true,"visible":false"#);
    assert_ne!(unseen, json);
    let page = tracking_page(&unseen.replace(r#""standing":1"#, r#""standing":1,"visible":0"#), "Team").unwrap();
    assert!(!page.contains("interruptions fell") && page.contains("No change that can be seen holds"));
    assert!(page.contains("number looked at. It is too small to see in rounded numbers."));
}

#[test]
fn profiles_are_never_pooled() {
    let both = [agent("ann", "p/2"), agent("ann", "p/1")].join(",");
    let page = tracking_page(&tracking(&both), "Team").unwrap();
    assert_eq!(page.matches("<article").count(), 2);
    assert!(page.find("Team: p/2, engine not said").unwrap() < page.find("Team: p/1").unwrap());
}

#[test]
fn what_a_reader_should_know_of_the_calls_comes_first() {
    let json = tracking(&agent("ann", "contact_center/2"));
    let warned = json.replacen('{', r#"{"warnings":["1 of 4 calls <b> was transferred: `withheld_by`"],"#, 1);
    let page = tracking_page(&warned, "Team").unwrap();
    let said = page.find("1 of 4 calls &lt;b&gt; was transferred: withheld_by.").expect("the warning is on the page");
    assert!(said < page.find("side by side").unwrap());
    assert!(!tracking_page(&json, "Team").unwrap().contains("transferred"));
}

#[test]
fn an_empty_tracking_has_a_page() {
    let page = tracking_page(&tracking(""), "Team").unwrap();
    assert!(page.contains("0 agents, 9 calls") && page.contains("Cannot be said from these calls"));
}

#[test]
fn what_is_no_document_is_refused() {
    for json in ["", "[]", "{}", r#"{"duration":"long"}"#] {
        let said = call_page(json, &options("A")).unwrap_err().to_string();
        assert!(said.starts_with("not a document of schema listening.report/1: "), "{said}");
        assert!(tracking_page(json, "A").unwrap_err().to_string().contains("listening.tracking/1"));
    }
    let explained = CallOptions { explanation: Some("nothing"), ..options("A") };
    assert!(coaching_card(REPORT, &explained).unwrap_err().to_string().contains("listening.explanation/1"));
}

#[test]
fn a_card_says_whose_call_it_is_and_when_it_was() {
    let whose = Whose { agent: Some("ben"), time: Some("2026-03-03T09:30:00Z"), call_id: Some("ben/2026-03-03-1") };
    let card = coaching_card(REPORT, &CallOptions { whose, ..options("2026-03-03-1.wav") }).unwrap();
    assert!(card.contains("<h2>ben</h2>") && card.contains("<li>2026-03-03 09:30</li><li>call ben/2026-03-03-1</li>"));
    assert!(!card.contains("<li>2026-03-03-1.wav"));
    let page = call_page(REPORT, &CallOptions { whose, ..options("2026-03-03-1.wav") }).unwrap();
    assert!(page.contains("<h2>2026-03-03-1.wav</h2>") && page.contains("<li>agent ben</li><li>2026-03-03 09:30</li>"));
    // Without an id of its own, the call is known by the title.
    let agent = Whose { agent: Some("ben"), ..Whose::default() };
    assert!(
        coaching_card(REPORT, &CallOptions { whose: agent, ..options("1.wav") }).unwrap().contains("<li>1.wav</li>")
    );
    // A line of many calls says it itself.
    let line = REPORT.replacen('{', r#"{"call_id":17,"agent":"cara","time":1772319600,"#, 1);
    let card = coaching_card(&line, &options("Call")).unwrap();
    assert!(card.contains("<h2>cara</h2>") && card.contains("<li>2026-02-28</li><li>call 17</li>"));
}

#[test]
fn names_stay_in_their_line() {
    let long = format!("A{}\nZ\u{202e}", "a".repeat(200));
    let shown = format!("A{}...{} Z&#65533;", "a".repeat(43), "a".repeat(10));
    let json = tracking(&agent(&long, "p/1"));
    let page = tracking_page(&json, &long).unwrap();
    assert!(page.contains(&format!("<b>{shown}</b>")) && page.contains(&format!("<h2>{shown}</h2>")));
    assert!(!page.contains("&#8238;") && !page.contains(&"a".repeat(60)));
    let whose = Whose { agent: Some(&long), time: None, call_id: Some(&long) };
    for page in [
        call_page(REPORT, &CallOptions { whose, ..options(&long) }),
        coaching_card(REPORT, &CallOptions { whose, ..options(&long) }),
    ] {
        let page = page.unwrap();
        assert!(
            page.contains(&format!("call {shown}")) && !page.contains("&#8238;") && !page.contains(&"a".repeat(60))
        );
    }
}

/// A report in which nobody was heard for long enough.
fn unscored() -> String {
    let mut report: serde_json::Value = serde_json::from_str(REPORT).unwrap();
    report["score"] =
        serde_json::json!({"observable_listening": null, "dimensions": [], "status": "insufficient_evidence"});
    report["events"] = serde_json::json!([]);
    report.to_string()
}

#[test]
fn a_card_promises_no_list_that_is_empty() {
    let card = coaching_card(&unscored(), &options("A")).unwrap();
    assert!(card.contains("Not scored") && card.contains("choose a longer call"));
    assert!(!card.contains("below") && !card.contains("Listen together"));
    let mut with: serde_json::Value = serde_json::from_str(&unscored()).unwrap();
    with["events"] = serde_json::from_str::<serde_json::Value>(REPORT).unwrap()["events"].clone();
    let card = coaching_card(&with.to_string(), &options("A")).unwrap();
    assert!(card.contains("The places below") && card.contains("Listen together"));
}

/// Agents with a whole score each, and whether they differ in it.
fn scored(values: &[f64], differs: bool) -> String {
    let agents: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(k, value)| {
            serde_json::json!({"agent": format!("a{k}"), "calls": 1, "first": 0, "last": 9, "measures": [
                {"measure": "observable_listening", "unit": "points", "status": "ok", "calls": 1, "estimate": {"value": value}}]})
        })
        .collect();
    serde_json::json!({"calls": 2, "agents": agents, "notice": "", "comparisons": {"tested": 157, "standing": 0, "visible": 0},
        "measures": [{"measure": "observable_listening", "unit": "points", "calls": 24, "differs": {"holds": differs},
            "reliability": {"icc": {"value": 0.1}, "calls_needed": null, "needs_about": 48}}],
        "pairs": [{"measure": "observable_listening", "a": "a0", "b": "a1", "called": true,
            "difference": {"value": 0.6, "low": 0.03, "high": 1.2}}]})
    .to_string()
}

#[test]
fn a_difference_that_nobody_sees_is_not_claimed() {
    let page = tracking_page(&scored(&[99.96, 100.0], true), "Team").unwrap();
    assert!(!page.contains("differ by more than chance"));
    assert!(page.contains("Their differences in observable listening are too small to see in rounded numbers."));
    let page = tracking_page(&scored(&[99.9, 100.0], true), "Team").unwrap();
    assert!(page.contains("The agents differ by more than chance in observable listening."));
    let page = tracking_page(&scored(&[99.9, 100.0], false), "Team").unwrap();
    assert!(page.contains("The agents do not differ by more than chance."));
}

#[test]
fn none_is_said_as_none_and_one_as_one() {
    let page = tracking_page(&scored(&[99.9], false), "Team").unwrap();
    assert!(page.contains("<li>1 agent, 2 calls</li>") && page.contains("None of 157 trends and changes holds"));
    assert!(page.contains("Cannot be said from 24 calls: it needs about 48 in all."));
    let teams = scored(&[99.9, 80.0], false).replacen('{', r#"{"by":"cost_category","#, 1);
    assert!(tracking_page(&teams, "Team").unwrap().contains("<h3>Cost categories side by side</h3>"));
}

#[test]
fn pairs_are_on_the_page() {
    let page = tracking_page(&scored(&[99.9, 100.0], true), "Team").unwrap();
    assert!(page.contains("<h3>Pairs") && page.contains("+0.60 (0.03 to 1.20) points *"));
    assert!(page.contains("The interval excludes zero in 1 of 1 difference"));
    assert!(!tracking_page(&tracking(""), "Team").unwrap().contains("Pairs"));
}
