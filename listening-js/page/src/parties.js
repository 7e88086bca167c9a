// Who is the agent, as far as names say it.

const AGENT = /(^|[^a-z])(agent|advisor|adviser|representative|rep|operator|employee|internal)([^a-z]|$)/i;
const CUSTOMER = /(^|[^a-z])(customer|caller|client|patient|guest|external)([^a-z]|$)/i;

/** Which of two names is the agent's, 0 or 1; null where they do not say it. */
export function agentOf(names) {
  const [first, second] = names.map((name) => (AGENT.test(name) ? "agent" : CUSTOMER.test(name) ? "customer" : null));
  if (first === second) return null;
  return first === "agent" || second === "customer" ? 0 : 1;
}

/** The parties of talkers by their labels, where these are such names; null where somebody stays unknown. */
export function partiesOf(talkers) {
  const labels = talkers.map((talker) => talker.label);
  if (labels.some((label) => label === null)) return null;
  const known = labels.map((label) => (AGENT.test(label) ? "agent" : CUSTOMER.test(label) ? "customer" : null));
  return known.includes(null) ? null : Object.fromEntries(labels.map((label, k) => [label, known[k]]));
}

/** The same with agent and customer exchanged. */
export function exchanged(speakers) {
  const other = { agent: "customer", customer: "agent" };
  return Object.fromEntries(Object.entries(speakers).map(([label, party]) => [label, other[party] ?? party]));
}
