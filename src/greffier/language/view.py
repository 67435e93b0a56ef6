"""A tree as parallel lists that can be mended: what framing reads, many times for every word.

`View(tree, language)` copies labels and heads, so that recovery may set them right without touching the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from .grammar import Words, load_words
from .registry import Language
from .tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
INNER = frozenset(
    {"flat", "nummod", "det", "amod", "case", "nmod", "fixed", "appos", "conj", "cc", "compound", "goeswith"}
)
LABELS = (
    "ROOT punct case det nmod amod nsubj nsubj:pass advmod obj obl:mod obl:arg obl:agent obl aux:tense aux:pass aux:caus mark conj cc acl "
    "acl:relcl flat:name flat:foreign xcomp ccomp nummod appos advcl cop fixed dep expl:comp expl:subj expl:pass iobj parataxis vocative"
)
BASES = {label: label.partition(":")[0] for label in LABELS.split()}


class View:
    """The words of one tree: `low` spellings, `lemma`, `pos`, `dep`, `base` (the label before the colon), `head`, `kids`."""

    def __init__(self, tree: Tree, language: Language) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.words: Words = load_words(language)
        self.rules: ModuleType = language.rules
        words = self.words
        self.relatives = (
            words.subject_relatives
            | words.object_relatives
            | words.genitive_relatives
            | words.place_relatives
        )
        self.low: tuple[str, ...] = tree.low
        self.pos: list[str] = [t.pos for t in tree.tokens]
        self.dep: list[str] = [t.dep for t in tree.tokens]
        self.base: list[str] = [BASES.get(d) or d.partition(":")[0] for d in self.dep]
        self.head: list[int] = [t.head for t in tree.tokens]
        self.lemma: list[str] = [t.lemma for t in tree.tokens]
        self.sentence: tuple[int, ...] = tree.sentence_of
        self.kids: list[list[int]] = [[] for _ in tree.tokens]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        correct = self.rules.correct_lemma
        for i, pos in enumerate(self.pos):
            if pos == "VERB" or pos == "AUX":
                self.lemma[i] = correct(tree.tokens[i].text, self.lemma[i], pos)
        self.edges: tuple[list[int], list[int]] | None = None

    # ------------------------------------------------------------------------------------------ mending

    def attach(self, i: int, head: int, dep: str) -> None:
        """Hang token `i` on another head (itself: a root)."""
        if self.head[i] != i:
            self.kids[self.head[i]].remove(i)
        self.head[i], self.dep[i], self.base[i] = head, dep, dep.partition(":")[0]
        if head != i:
            kids = self.kids[head]
            kids.append(i)
            if len(kids) > 1 and kids[-2] > i:
                kids.sort()

    def replace(self, old: int, new: int) -> None:
        """Put token `new` in the place of its own head or governor `old`, with all that hangs on it."""
        head, dep = (new, "ROOT") if self.head[old] == old else (self.head[old], self.dep[old])
        self.attach(new, head, dep)
        for k in tuple(self.kids[old]):
            if k != new:
                self.attach(k, new, self.dep[k])

    # ------------------------------------------------------------------------------------------ looking

    def of(self, i: int, *bases: str) -> Iterator[int]:
        """The children of token `i` whose label before the colon is one of `bases`."""
        base = self.base
        for k in self.kids[i]:
            if base[k] in bases:
                yield k

    def one(self, i: int, *bases: str) -> int | None:
        """The first such child."""
        base = self.base
        for k in self.kids[i]:
            if base[k] in bases:
                return k
        return None

    def is_nominal(self, i: int) -> bool:
        """Whether a token can be a participant: a noun, or anything that looks like a name."""
        if self.pos[i] in NOMINAL:
            return True
        if self.pos[i] in ("PUNCT", "CCONJ", "SCONJ", "ADP", "DET"):
            return False
        if i in self.tree.entity_of or self.tokens[i].text[:1].isupper():
            return True
        return any(self.base[k] in ("det", "case", "nummod") for k in self.kids[i])

    def climbs_to(self, i: int, top: int) -> bool:
        """Whether token `i` hangs, at any depth, on `top`."""
        head, steps = self.head, 0
        while steps < 200:
            if i == top:
                return True
            if head[i] == i:
                return False
            i, steps = head[i], steps + 1
        return False

    def span_of(self, i: int) -> tuple[int, int]:
        """The first and last token that hang on a token (itself included)."""
        if self.edges is None:
            self.edges = self._find_edges()
        return self.edges[0][i], self.edges[1][i]

    def _find_edges(self) -> tuple[list[int], list[int]]:
        n = len(self.head)
        left, right = list(range(n)), list(range(n))
        order: list[int] = [i for i in range(n) if self.head[i] == i]
        for i in order:
            order.extend(self.kids[i])
        for i in reversed(order):
            h = self.head[i]
            if left[i] < left[h]:
                left[h] = left[i]
            if right[i] > right[h]:
                right[h] = right[i]
        return left, right

    # ------------------------------------------------------------------------------------------ nominals

    def case_of(self, i: int) -> str:
        """The preposition of a nominal in its dictionary form, "" without one.

        "auprès de la police" reads "auprès de", whatever hangs on what.
        """
        found = [k for k in self.kids[i] if self.base[k] == "case"]
        if not found:
            return ""
        last = found[0] if self.base[i] == "obl" and found[0] < i else found[-1]
        for k in found:
            if k < i:
                last = k
        words = [self.low[last], *(self.low[f] for f in self.kids[last] if self.base[f] == "fixed")]
        word = self.words.contractions.get(words[-1], words[-1])
        compound = self._compound(
            last if len(words) == 1 else max(f for f in self.kids[last] if self.base[f] == "fixed"), word
        )
        if compound:
            return compound
        if len(words) > 1:
            return " ".join([*words[:-1], word])
        return word

    def _compound(self, at: int, last: str) -> str:
        """The preposition of several words that ends at a token: "en faveur de"."""
        if at == 0:
            return ""
        for before, phrase in self.words.compounds.get(self.low[at - 1], ()):
            if phrase.rpartition(" ")[2].rpartition("'")[2] != last and not phrase.endswith(" " + last):
                continue
            start = at - 1 - len(before)
            if start >= 0 and all(
                self.words.contractions.get(self.low[start + n], self.low[start + n])
                == self.words.contractions.get(w, w)
                for n, w in enumerate(before)
            ):
                return phrase
        return ""

    def coordinated(self, i: int) -> tuple[int, ...]:
        """The nominals coordinated with a nominal, in text order; those with a preposition of their own left out."""
        out: list[int] = []
        todo = [i]
        case = None
        while todo:
            for k in self.kids[todo.pop()]:
                if self.base[k] == "conj" and k not in out and self.is_nominal(k) and not self.is_clause(k):
                    own = self.case_of(k)
                    if own and not (own == "de" and self._is_partitive(i, k)):
                        case = self.case_of(i) if case is None else case
                        if own != case:
                            continue
                    out.append(k)
                    todo.append(k)
        return tuple(sorted(out))

    def _is_partitive(self, i: int, k: int) -> bool:
        """ "Des policiers et des gendarmes": the "des" of a nominal joined to one without a preposition is its article."""
        article = next((c for c in self.kids[k] if self.base[c] == "case"), None)
        if article is None or self.low[article] not in self.words.partitives - {"de"} or self.case_of(i):
            return False
        spelled = self.low[article]
        return not any(self.low[c] == spelled for n in self.of(i, "nmod") for c in self.of(n, "case"))

    def is_clause(self, i: int) -> bool:
        """Whether a token is a predicate with a subject of its own."""
        if self.pos[i] not in ("VERB", "AUX"):
            return any(self.dep[k] in ("nsubj", "nsubj:pass", "cop") for k in self.kids[i])
        return not any(self.base[k] == "det" for k in self.kids[i])

    def plural(self, i: int) -> bool | None:
        """Whether a nominal is plural; None where nothing tells."""
        if any(self.base[k] == "conj" and self.is_nominal(k) for k in self.kids[i]):
            return True
        for k in self.kids[i]:
            if self.base[k] in ("det", "nummod") and (number := self.tokens[k].morph.get("Number")):
                return number == "Plur"
            if self.base[k] == "nummod":
                return self.low[k] not in ("un", "une", "1")
        number = self.tokens[i].morph.get("Number")
        return None if number is None else number == "Plur"
