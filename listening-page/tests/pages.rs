//! Pages from JSON, as any face gives it.

use listening_page::{CallOptions, Sound, call_cell, call_page, coaching_card, tracking_cell, tracking_page};

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
    assert!(page.contains("1 of them is left out: too small to see in rounded numbers."));
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
