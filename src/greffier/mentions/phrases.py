"""People and groups called by what they are: "le président russe", "des soldats", "un porte-parole de l'armée", "les Ukrainiens".

The phrase is read from its words rather than from the parse: determiner, adjectives, role, adjectives, complement.
What it says is read in descriptions.py.
"""

from __future__ import annotations

from dataclasses import replace

from ..language.tree import ACTING, Token
from .descriptions import NOMINAL, Land, Phrase, code_of, describe
from .drafts import Draft
from .peoples import Peoples
from .reading import Reading
from .roles import Found

NOT_NOUNS = frozenset({"VERB", "AUX", "ADP", "ADV", "DET", "PRON", "CCONJ", "SCONJ"})
CLOSING = frozenset('"»”')
MAX_DEPTH = 3  # "le chef de la police du district de X": complements in complements


class Phrases:
    """Finds the phrases of one article; each is read once, however often it is asked for."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.memo: dict[int, Draft | None] = {}
        self.busy: set[int] = set()
        self.used: set[int] = set()  # adjectives of a phrase: no phrase of their own begins there
        self.drafts: list[Draft] = []

    def find(self) -> list[Draft]:
        """All phrases in text order, then the adjectives of peoples that stand by themselves."""
        i, n = 0, len(self.r.low)
        while i < n:
            draft = self.at(i)
            i = max(i + 1, draft.core[1] + 1 if draft else 0)
        taken = {k for d in self.drafts for k in range(d.core[0], d.core[1] + 1)}
        self.drafts += Peoples(self.r, self.left).find(taken)
        return sorted(self.drafts, key=lambda d: d.core)

    def at(self, i: int, depth: int = 0) -> Draft | None:
        """The phrase whose role begins at token `i`."""
        if i in self.memo:
            return self.memo[i]
        if i in self.busy or depth > MAX_DEPTH:
            return None
        self.busy.add(i)
        draft = self._read(i, depth)
        self.busy.discard(i)
        self.memo[i] = draft
        if draft is not None:
            self.drafts.append(draft)
        return draft

    # -------------------------------------------------------------------------------------------- one phrase

    def _read(self, i: int, depth: int) -> Draft | None:
        r = self.r
        if i in r.name_at or i >= len(r.low):
            return None
        found, after = self._role(i)
        if found is not None and found.invariant and self._plural_before(i):
            found = replace(found, plural=True)
        if found is None or i in self.used or self._blocked(i) or not self._means_somebody(found, i):
            return None
        if found.role.kind == "measure":
            self._widen_measured(i, depth)
            return None
        head = self._head(i, i + found.length - 1)
        first, definite, bare, former = self.left(i)
        adjectives, k = self._adjectives(after)
        self.used.update(adjectives)
        complement, last = self._complement(k, depth)
        phrase = Phrase(
            found, (i, after - 1), head, first, last, adjectives, complement, definite, bare, former
        )
        return describe(r, phrase)

    def _role(self, i: int) -> tuple[Found | None, int]:
        """The role at a token and the token after it; an adjective may part a minister from his field."""
        r = self.r
        found = r.book.match(r.low, i)
        if found is None:
            return None, i
        if "field" in found.role.traits and i + 2 < len(r.low) and r.knowledge.peoples(r.low[i + 1], r.on):
            around = [r.low[i], *r.low[i + 2 : i + 8]]
            longer = r.book.match(around, 0)
            if longer is not None and longer.length > found.length:
                return longer, i + longer.length + 1
        return found, i + found.length

    def _means_somebody(self, found: Found, i: int) -> bool:
        r, traits = self.r, found.role.traits
        token = r.tree.tokens[i]
        before = r.tree.tokens[i - 1] if i else None
        has_det = before is not None and (
            before.pos in ("DET", "NUM") or r.any_of(i - 1, "definite", "indefinite", "fronted")
        )
        if r.any_of(i - 1, "asking"):
            return False  # "quelle autorité a décidé": nobody is named
        if found.length == 1 and token.pos in NOT_NOUNS and not has_det:
            return False
        if i and found.plural and found.role.kind != "measure" and r.any_of(i - 1, "singular"):
            return False  # "au cours de" is no court
        if not found.plural and not has_det and found.role.kind != "measure" and self._after_genitive(i):
            return False  # "une photo de famille"
        if "never" in traits and not (token.dep in ACTING and r.any_of(i - 1, "definite")):
            return False
        if found.length == 1 and token.pos == "VERB" and token.morph.get("VerbForm") != "Part":
            return False
        if "capital" in traits and not r.capital(i):
            return False
        if "people" in traits and not (has_det or (r.capital(i) and (found.plural or r.begins_sentence(i)))):
            return False
        if (
            "noun" in traits
            and (
                token.pos not in NOMINAL
                or token.dep == "amod"
                or (token.dep == "nmod" and token.head == i - 1)
            )
            and not (has_det and not (i + 1 < len(r.low) and r.tree.tokens[i + 1].pos == "NOUN"))
        ):
            return False
        return "det" not in traits or has_det or found.plural

    def _after_genitive(self, i: int) -> bool:
        """Whether a noun stands bare behind "de": it says of what sort something is, not whose."""
        r = self.r
        return i > 0 and r.any_of(i - 1, "genitive", "attached") and not r.any_of(i - 1, "articles")

    def _head(self, first: int, last: int) -> int:
        """The token that carries the phrase in the parse."""
        tokens = self.r.tree.tokens
        outside = [
            i for i in range(first, last + 1) if not first <= tokens[i].head <= last or tokens[i].head == i
        ]
        nouns = [i for i in outside if tokens[i].pos in NOMINAL]
        return (nouns or outside or [first])[0]

    def left(self, i: int) -> tuple[int, bool, bool, bool]:
        """Where the phrase begins, whether it is definite or without a determiner, and whether it names a former holder."""
        r, tokens = self.r, self.r.tree.tokens
        bottom = r.tree.sentences[r.tree.sentence_of[i]][0]
        k, former, number = i - 1, r.low[i].startswith(tuple(r.book.words["former_fronts"])), False
        while (
            k >= bottom and (r.any_of(k, "fronted", "former") or _is_number(tokens[k])) and k not in r.name_at
        ):
            former |= r.any_of(k, "former")
            number |= _is_number(tokens[k])
            k -= 1
        if k >= bottom and r.any_of(k, "definite") and tokens[k].pos != "PRON":
            return (k, True, False, former) if tokens[k].pos == "DET" else (k + 1, True, False, former)
        if k >= bottom and (r.any_of(k, "indefinite") or tokens[k].pos == "DET"):
            partitive = tokens[k].pos == "ADP"
            return (k + 1 if partitive else k), partitive, False, former
        return k + 1, False, not number, former

    def _adjectives(self, k: int) -> tuple[list[int], int]:
        """The adjectives after a role and the token after them."""
        r = self.r
        out: list[int] = []
        while k < len(r.low) and k not in r.name_at:
            if (
                r.words[k] in CLOSING
                and k + 1 < len(r.low)
                and r.knowledge.peoples(r.low[k + 1], r.on)
                and not r.capital(k + 1)
            ):
                k += 1  # « tout le peuple » nord-coréen
            if out and r.tree.tokens[k].pos == "CCONJ" and k + 1 < len(r.low) and not r.capital(k + 1):
                if r.knowledge.peoples(r.low[k + 1], r.on) and r.knowledge.peoples(r.low[k - 1], r.on):
                    k += 1  # "les délégations russe et ukrainienne"
            if self._goes_on_as_clause(k):
                break
            plain = r.tree.tokens[k].pos == "ADJ" and not r.capital(k)
            if (
                not plain
                and not r.any_of(k, "adjectives")
                and r.low[k] not in r.book.sectors
                and (r.capital(k) or not r.knowledge.peoples(r.low[k], r.on))
            ):
                break
            out.append(k)
            k += 1
        return out, k

    def _goes_on_as_clause(self, k: int) -> bool:
        """ "un homme tentant de fuir", "un cabinet basé à Tokyo": a participle with complements of its own is no adjective."""
        r = self.r
        if k + 1 >= len(r.low) or r.tree.tokens[k].pos == "DET":
            return False
        present = r.low[k].endswith(tuple(r.book.words["present_endings"])) and r.any_of(
            k + 1, "genitive", "attached", "articles", "indefinite"
        )
        return (r.any_of(k, "opening") and r.any_of(k + 1, "attached", "locative")) or (
            present
            and r.language.rules.may_be(r.low[k], "participle")
            and not r.knowledge.peoples(r.low[k], r.on)
        )

    def _complement(self, k: int, depth: int) -> tuple[Draft | Land | None, int]:
        """What the role belongs to: another mention, or the country of a place; and the last token of the phrase."""
        r = self.r
        if (
            k >= len(r.low)
            or not r.any_of(k, "genitive")
            or r.tree.sentence_of[k] != r.tree.sentence_of[k - 1]
        ):
            return None, k - 1
        c = k + 1
        while c < len(r.low) and (r.any_of(c, "articles", "definite", "fronted")) and c not in r.name_at:
            c += 1
        if c >= len(r.low):
            return None, k - 1
        if (name := r.name_at.get(c)) is not None and name.core[0] == c:
            return name, name.last
        if (place := r.places.by_token.get(c)) is not None:
            last = c
            while r.places.by_token.get(last + 1) is place:
                last += 1
            said = f"country of the place {place.name}"
            return (Land(place.country, said, place=True) if place.country else None), last
        if (inner := self.at(c, depth + 1)) is not None:
            return inner, inner.last
        if r.tree.tokens[c].pos not in NOMINAL:
            return None, k - 1
        adjectives, after = self._adjectives(c + 1)
        if r.capital(c) and len(people := r.knowledge.peoples(r.low[c], r.on)) == 1:
            return Land(people[0], "name of a people in the phrase", place=False), after - 1
        if r.any_of(c, "origins"):
            return None, after - 1
        if depth < MAX_DEPTH and (further := self._complement(after, depth + 1))[0] is not None:
            return further  # "le conseil des droits de l'homme des Nations unies"
        code = code_of(r, adjectives)
        return (Land(code, "adjective in the phrase", place=False) if code else None), after - 1

    def _widen_measured(self, i: int, depth: int) -> None:
        """ "une dizaine de migrants" means the migrants: their phrase begins at the measure."""
        r = self.r
        if i + 1 >= len(r.low) or not r.any_of(i + 1, "genitive"):
            return
        complement, _ = self._complement(i + 1, depth)
        if not isinstance(complement, Draft) or complement.form != "role":
            return
        first, _, _, _ = self.left(i)
        complement.first = first
        complement.heads = (i, *complement.heads)
        complement.definite, complement.bare, complement.plural = False, False, True
        if complement.kind in ("office", "unnamed"):
            complement.kind = "group"
        complement.name = r.surface(first, complement.last)

    def _plural_before(self, i: int) -> bool:
        """Whether the words before a noun that is spelled alike in both numbers say that it is plural."""
        k = i - 1
        while k > 0 and self.r.any_of(k, "fronted"):
            k -= 1
        of = k > 0 and self.r.any_of(k, "genitive") and not self.r.any_of(k, "singular")
        if of and (measure := self.r.book.match(self.r.low, k - 1)):
            return measure.role.kind == "measure"  # "une cinquantaine de pays"
        return k >= 0 and (self.r.any_of(k, "plural") or _is_number(self.r.tree.tokens[k]))

    def _blocked(self, i: int) -> bool:
        """Whether the noun ends a fixed phrase that means nobody ("droits de l'homme")."""
        return any(
            i + 1 >= len(words) and tuple(self.r.low[i + 1 - len(words) : i + 1]) == words
            for words in self.r.book.blocked.get(self.r.low[i], ())
        )


def _is_number(token: Token) -> bool:
    return token.pos == "NUM" or token.text.isdigit()
