"""Search as the notes define it, in plain Python over lists: what both databases must equal."""

import math
from collections import Counter

from articles.search.query import Query

WEIGHTS = (3.0, 1.5, 1.0, 0.5)
ENOUGH = 10


class Reference:
    """`documents`: id to (moment, terms of each field)."""

    def __init__(self, documents):
        self.documents = documents
        self.vocabulary = Counter()
        for _moment, fields in documents.values():
            self.vocabulary.update({term for terms in fields for term in terms})
        lengths = [sum(map(len, fields)) for _moment, fields in documents.values()]
        self.average = sum(lengths) / len(lengths)

    def search(self, query: Query):
        """The ids in order: (best first, newest first)."""
        if query.problem:
            return [], []
        groups = [self._whole(group) for group in query.groups]
        excluded = self._whole(query.excluded)
        matching = self._matching(groups, excluded, all)
        if len(groups) > 1 and len(matching) < ENOUGH:
            known = [group for group in groups if self._matching([group], (), all)]
            matching = self._matching(known or groups[:1], excluded, any)
        terms = sorted({term for group in groups for phrase in group for term in phrase})
        moments = {pk: self.documents[pk][0] for pk in matching}
        newest = sorted(matching, key=lambda pk: (moments[pk], pk), reverse=True)
        scores = {pk: round(self._score(pk, terms) * 1e9) for pk in matching}
        return sorted(newest, key=lambda pk: -scores[pk]), newest

    def _whole(self, group):
        phrases = []
        for phrase in group:
            begun = [term for term in self.vocabulary if term.startswith(phrase.terms[0])]
            is_prefix = phrase.is_prefix
            phrases += [(term,) for term in begun] if is_prefix else [phrase.terms]
        return phrases

    def _matching(self, groups, excluded, quantifier):
        return [
            pk
            for pk, (_moment, fields) in self.documents.items()
            if quantifier(any(holds(fields, phrase) for phrase in group) for group in groups)
            and not any(holds(fields, phrase) for phrase in excluded)
        ]

    def _score(self, pk, terms):
        fields = self.documents[pk][1]
        length = sum(map(len, fields))
        return sum(self._part(term, fields, length) for term in terms)

    def _part(self, term, fields, length):
        stories, holding = len(self.documents), self.vocabulary[term]
        idf = max(math.log((stories - holding + 0.5) / (holding + 0.5)), 1e-6)
        hits = sum(w * terms.count(term) for w, terms in zip(WEIGHTS, fields, strict=True))
        return idf * hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * length / self.average))


def holds(fields, phrase):
    """Whether the phrase's terms stand beside one another in one of the fields."""
    size = len(phrase)
    return any(
        tuple(terms[at : at + size]) == phrase
        for terms in fields
        for at in range(len(terms) - size + 1)
    )
