//! Agent and customer taken for each other: the opening words show it.

#[path = "common/said.rs"]
mod said;

use Party::{Agent, Customer};
use listening_core::{HealthCode, Language, Lexicon, Party, Report};
use said::{Said, read};

/// How many clues say that the roles are exchanged; none where it is not reported. Both parties are reported alike.
fn exchanged(report: &Report) -> Option<f64> {
    let reported = |party: Party| {
        let found = report.parties[party].health.iter().find(|found| found.code == HealthCode::RolesSwapped);
        found.map(|found| found.value.unwrap())
    };
    assert_eq!(reported(Agent), reported(Customer));
    reported(Agent)
}

/// A call in which `agent` and `customer` open.
fn call<'a>(agent: &'a str, customer: &'a str) -> Vec<Said<'a>> {
    vec![
        (Agent, 0.5, 4.0, agent),
        (Customer, 4.6, 8.0, customer),
        (Agent, 8.5, 10.0, "may i have the number on it"),
        (Customer, 10.5, 12.0, "one moment it is here"),
    ]
}

fn english(agent: &str, customer: &str) -> Option<f64> {
    exchanged(&read(&call(agent, customer), Language::English, true))
}

#[test]
fn a_greeting_on_the_customers_side_is_told() {
    for greeting in [
        "thank you for calling acme bank my name is anna",
        "Thanks for calling, how can I help you today?",
        "good morning how may i help you",
        "hello this call may be recorded for quality and training purposes",
        "you're speaking with anna what can i do for you",
    ] {
        assert_eq!(english("hi i have a problem with my bill", greeting), Some(2.0), "{greeting}");
        assert_eq!(english(greeting, "hi i have a problem with my bill"), None, "{greeting}");
    }
}

#[test]
fn where_the_agent_opens_too_nothing_is_told() {
    for agent in ["how can i help you", "this is anna calling from acme", "my name is anna from acme bank"] {
        assert_eq!(english(agent, "thank you for calling how can i help you"), None, "{agent}");
    }
}

#[test]
fn what_customers_say_too_is_no_greeting() {
    for customer in [
        "my name is john smith from boston",
        "thanks for calling bye",
        "i am calling about a bill can you help me",
        "is this call recorded",
        "hello who is this",
    ] {
        assert_eq!(english("good morning", customer), None, "{customer}");
    }
}

/// A customer of whom the greeting is the first words, or comes after others.
fn late(seconds: f64) -> Option<f64> {
    let mut call = call("good morning", "yes hello i do have");
    call.push((Customer, 4.7 + seconds, 6.0 + seconds, "thank you for calling"));
    exchanged(&read(&call, Language::English, true))
}

#[test]
fn only_the_first_half_minute_opens_a_call() {
    assert_eq!(late(29.0), Some(2.0));
    assert_eq!(late(31.0), None, "who was called thanks for the call at its end");
}

#[test]
fn greetings_of_each_language() {
    for (language, greeting, question) in [
        (Language::German, "vielen dank für ihren anruf mein name ist anna", "ich habe eine frage zu meiner rechnung"),
        (Language::German, "guten tag wie kann ich ihnen helfen", "ja guten tag ich habe eine frage"),
        (Language::Spanish, "gracias por llamar en qué puedo ayudarle", "hola tengo un problema con la factura"),
        (Language::Spanish, "buenos días le atiende ana", "hola tengo un problema con la factura"),
        (Language::French, "bonjour comment puis-je vous aider", "bonjour j'ai un problème avec ma facture"),
        (Language::French, "merci de votre appel je vous écoute", "bonjour j'ai un problème avec ma facture"),
    ] {
        let reported = |agent, customer| exchanged(&read(&call(agent, customer), language, true));
        assert_eq!(reported(question, greeting), Some(2.0), "{greeting}");
        assert_eq!(reported(greeting, question), None, "{greeting}");
        assert_eq!(reported(greeting, greeting), None, "{greeting}");
    }
}

#[test]
fn own_greetings_are_added() {
    let (agent, customer) = ("hi i have a problem", "hiya you got the acme desk here it's anna");
    let reported = |lexicon: Lexicon| exchanged(&read(&call(agent, customer), lexicon, true));
    assert_eq!(reported(Lexicon::default()), None);
    assert_eq!(reported(Lexicon::default().extended("greeting: you got ... desk").unwrap()), Some(2.0));
    // Six words may stand in between, and no more.
    let own = |text: &'static str| {
        let lexicon = Lexicon::parse("greeting: you got ... desk").unwrap();
        exchanged(&read(&call("hello", text), lexicon, true))
    };
    assert_eq!(own("you got one two three four five six desk"), Some(2.0));
    assert_eq!(own("you got one two three four five six seven desk"), None);
}

#[test]
fn words_in_any_order_tell_the_same() {
    use listening_core::Floor;
    let words = "thank you for calling acme how can i help".split(' ').enumerate();
    let mut words: Vec<_> = words.map(|(k, text)| (5.0 + 0.3 * k as f64, text)).collect();
    words.reverse();
    let mut floor = Floor::new();
    floor.push(Agent, 0.0, 4.0).unwrap();
    floor.push(Customer, 5.0, 8.0).unwrap();
    for (start, text) in words {
        floor.push_word(Customer, start, start + 0.25, text).unwrap();
    }
    assert_eq!(exchanged(&floor.finish(None).unwrap()), Some(2.0), "and the other's words are not needed");
}

#[test]
fn without_words_nothing_is_told_of_who_greets() {
    let call = call("hi i have a problem", "thank you for calling");
    assert_eq!(exchanged(&read(&call, Language::English, false)), None);
}
