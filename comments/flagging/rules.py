"""The ordered rules: what each looks for, why it points, and how much it weighs."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from comments.flagging import dehumanisation, demands, form, hatred, latin, threats, wishes
from comments.flagging.context import is_called, is_denied, is_excused
from comments.flagging.findings import Finding, Reason, Span
from comments.flagging.reading import Comment, Hit, read

# «ليسوا أغبياء»: a listed word is denied only by what stands right before it.
LIST_DENIAL_REACH = 1
# A second and a third hit add to a rule's weight, each as if half as sure; more add nothing.
FULL_COUNT = 3
# More evidence of one rule than this nobody reads, and looking for it takes time.
MAX_SPANS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its reason; a changed rule gets a new `version`."""

    name: str
    version: int
    reason: Reason
    weight: float
    find: Callable[[Comment], list[Span]]


def _spoken(find: Callable[[Comment], list[Hit]]) -> Callable[[Comment], list[Span]]:
    """Turn hits into spans, without what is quoted or reported in order to condemn it."""

    def spans(comment: Comment) -> list[Span]:
        found = find(comment)
        if not found:
            return []
        hits = (hit for hit in _widest(found) if not is_excused(comment, hit))
        return [comment.span(hit.first, hit.last) for hit in islice(hits, MAX_SPANS)]

    return spans


def _listed(name: str) -> Callable[[Comment], list[Span]]:
    """Return the rule that finds the entries of one word list."""

    def hits(comment: Comment) -> list[Hit]:
        found = comment.hits.get(name, ())
        return [hit for hit in found if not is_denied(comment, hit.first, LIST_DENIAL_REACH)]

    return _spoken(hits)


def _called(comment: Comment) -> list[Hit]:
    """Return words that insult only whom they call («يا رخيص»)."""
    hits = comment.hits.get("called", ())
    return [hit for hit in hits if is_called(comment, hit.first, "called")]


def _widest(hits: list[Hit]) -> list[Hit]:
    """Order hits by place and drop those that lie within another."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.first, -hit.last)):
        if not kept or hit.last > kept[-1].last:
            kept.append(hit)
    return kept


RULES = (
    Rule("command", 1, Reason.VIOLENCE, 0.7, _spoken(threats.commanded)),
    Rule("threat", 1, Reason.VIOLENCE, 0.75, _spoken(threats.announced)),
    Rule("demand", 1, Reason.VIOLENCE, 0.55, _spoken(demands.demanded)),
    Rule("death_wish", 1, Reason.VIOLENCE, 0.55, _spoken(wishes.wished)),
    Rule("imprecation", 1, Reason.VIOLENCE, 0.5, _spoken(wishes.prayed)),
    Rule("violent_phrases", 1, Reason.VIOLENCE, 0.6, _listed("violence")),
    Rule("dehumanisation", 1, Reason.DEHUMANISATION, 0.75, _spoken(dehumanisation.dehumanised)),
    Rule("dehumanising_phrases", 1, Reason.DEHUMANISATION, 0.7, _listed("dehumanising")),
    Rule("vulgar_words", 1, Reason.VULGAR, 0.8, _listed("vulgar")),
    Rule("insults", 1, Reason.INSULT, 0.65, _listed("insult")),
    Rule("beasts", 1, Reason.INSULT, 0.4, _spoken(dehumanisation.insulting_beasts)),
    Rule("mild_insults", 1, Reason.INSULT, 0.4, _listed("insult_mild")),
    Rule("called_names", 1, Reason.INSULT, 0.45, _spoken(_called)),
    Rule("curses", 1, Reason.INSULT, 0.55, _listed("curse")),
    Rule("romanised", 1, Reason.INSULT, 0.55, latin.romanised),
    Rule("slurs", 1, Reason.HATRED, 0.6, _listed("slur")),
    Rule("sectarian_slurs", 1, Reason.SECTARIAN, 0.45, _listed("sectarian")),
    Rule("hatred", 1, Reason.HATRED, 0.45, _spoken(hatred.hated)),
    Rule("derogation", 1, Reason.HATRED, 0.5, _spoken(hatred.derogated)),
    Rule("exclusion", 1, Reason.HATRED, 0.4, _spoken(hatred.shut_out)),
    Rule("hateful_phrases", 1, Reason.HATRED, 0.45, _listed("hatred")),
    Rule("hard_hand", 1, Reason.HOSTILE, 0.3, _spoken(hatred.ruled_hard)),
    Rule("accusations", 1, Reason.HOSTILE, 0.3, _listed("accusation")),
    Rule("personal_data", 1, Reason.PERSONAL_DATA, 0.4, form.personal_data),
    Rule("advertisement", 1, Reason.SPAM, 0.6, _listed("spam")),
    Rule("many_links", 1, Reason.SPAM, 0.6, form.many_linked),
    Rule("links", 1, Reason.SPAM, 0.15, form.linked),
    Rule("shouting", 1, Reason.SHOUTING, 0.05, form.shouted),
    Rule("no_content", 1, Reason.NO_CONTENT, 0.1, form.empty),
)


def check(text: str) -> list[Finding]:
    """Return what the rules find in a comment, in the order of `RULES`; no text makes it fail."""
    comment = read(text)
    return [finding for rule in RULES if (finding := _applied(rule, comment))]


def _applied(rule: Rule, comment: Comment) -> Finding | None:
    spans = tuple(rule.find(comment))
    if not spans:
        return None
    halves = 1 + (min(len(spans), FULL_COUNT) - 1) / 2
    weight = 1 - (1 - rule.weight) ** halves
    return Finding(rule.name, rule.version, rule.reason, round(weight, 4), spans)


def rule_score(findings: list[Finding]) -> float:
    """Combine the weights as independent causes: 1 − Π(1 − weight), so 0…1 and 0 for none."""
    clean = 1.0
    for finding in findings:
        clean *= 1 - finding.weight
    return 1 - clean
