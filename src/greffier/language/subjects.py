"""Who is the subject of a verb group: written, an antecedent, inherited, shared, controlled, or recovered beside the verb."""

from __future__ import annotations

from .antecedents import Antecedents
from .control import infinitive_subject
from .participles import past_participle_subject, present_participle_subject
from .surface import FINITE, MAX_CLIMB, NOBODY, Subject
from .verbgroup import Group
from .view import View

NO_PREPOSITION = frozenset(
    {"", "de", "d'entre", "entre", "jusqu'à", "près de"}
)  # "près de 200 personnes", "entre 10 et 20 personnes" are subjects


class Subjects:
    """Finds the subject of every group of a view, each once."""

    def __init__(self, view: View, groups: dict[int, Group]) -> None:
        self.view, self.groups = view, groups
        self.at: dict[int, Group] = {m: g for g in groups.values() for m in (g.head, *g.members)}
        for g in groups.values():
            if g.modal_token is not None:
                self.at.setdefault(g.modal_token, g)
        self.antecedents = Antecedents(view, self.at)
        self.memo: dict[int, Subject] = {}
        self.busy: set[int] = set()
        self.fronted: set[int] = set()
        words = view.words
        self.objects = (
            words.object_clitics
            | words.dative_clitics
            | words.reflexives
            | words.pro_places
            | words.pro_genitives
            | frozenset(w for w in words.person_clitics if w not in words.subject_pronouns)
        )
        self.small = self.objects | words.negative_particles | words.person_clitics

    def of(self, group: Group) -> Subject:
        """The subject of a group."""
        found = self.memo.get(group.head)
        if found is None:
            if group.head in self.busy:
                return NOBODY
            self.busy.add(group.head)
            found = self._find(group)
            self.busy.discard(group.head)
            self.memo[group.head] = found
        return found

    def group_above(self, i: int) -> Group | None:
        """The group that governs a token, however far up."""
        own = self.at.get(i)
        for _ in range(MAX_CLIMB):
            head = self.view.head[i]
            if head == i:
                return None
            i = head
            group = self.at.get(i)
            if group is not None and group is not own:
                return group
        return None

    # ------------------------------------------------------------------------------------------ the ways

    def _find(self, group: Group) -> Subject:
        own = self._written(group)
        if own is not None:
            return own
        coloured = self.at.get(group.modal_token) if group.modal_token is not None else None
        if coloured is not None and coloured is not group:  # "veut acheter": who wants is who buys
            subject = self.of(coloured)
            return Subject(subject.heads, "controlled subject") if subject.heads else NOBODY
        if group.mood in FINITE:
            return self._of_finite(group)
        if group.bare_participle:
            return past_participle_subject(self, group)
        if group.mood in ("participle", "gerund"):
            return present_participle_subject(self, group)
        return infinitive_subject(self, group)

    def _written(self, group: Group) -> Subject | None:
        view, words = self.view, self.view.words
        best, rank = None, (9, 0)
        for m in group.members:
            for k in view.kids[m]:
                if (
                    view.base[k] not in ("nsubj", "expl")
                    or k in group.aux
                    or (view.base[k] == "expl" and view.dep[k] != "expl:subj")
                ):
                    continue
                if (
                    view.low[k] in self.objects
                    and view.low[k] not in words.subject_pronouns
                    and view.pos[k] != "PROPN"
                ):
                    continue
                if view.low[k] in words.emphatic or self._is_object_pronoun(group, k):
                    continue
                if (
                    view.lemma[k] in words.temporal
                    and view.low[view.span_of(k)[0] - 1] == ","
                    and rank[0] == 0
                ):
                    continue  # "Luc Darbel, 45 ans, a été arrêté"
                if rank[0] == 0 and view.pos[k] == "NOUN" and self._is_aside(k):
                    continue  # "L'assaillant, un homme de 29 ans, a été arrêté"
                if view.low[k] in words.negative_particles or view.pos[k] == "PUNCT" or view.low[k] == "-t":
                    continue
                if (
                    view.case_of(k) not in NO_PREPOSITION
                    and view.low[k] not in words.subject_relatives | words.other_relatives
                ):
                    self.fronted.add(group.head)  # "Parmi eux se trouvent 23 enfants"
                    continue
                this = (view.base[k] != "nsubj", abs(k - group.first))
                if this < rank:
                    best, rank = k, this
        if best is None:
            return self._by_relative(group)
        low = view.low[best]
        if low in words.subject_relatives or low in words.other_relatives:
            return self.antecedents.of(best, group)
        if low in words.object_relatives:
            return None
        if low in words.impersonal_pronouns and self._is_impersonal(group):
            return Subject((), "impersonal")
        how = "active subject" if not group.passive else "passive subject"
        others = view.coordinated(best)
        if (
            others
            and group.number == "sing"
            and not any(view.base[c] == "cc" for o in others for c in view.kids[o])
        ):
            others = ()  # "Le HCR, l'agence des Nations unies, a ...": set beside, not coordinated
        return Subject((best, *others), how)

    def _is_aside(self, k: int) -> bool:
        """Whether a nominal stands between commas."""
        left, right = self.view.span_of(k)
        low = self.view.low
        return left > 0 and right + 1 < len(low) and low[left - 1] == "," and low[right + 1] == ","

    def _is_object_pronoun(self, group: Group, k: int) -> bool:
        """ "La police nous a frappés": "nous" beside another subject is the object."""
        view = self.view
        return view.low[k] in view.words.person_clitics and any(
            view.base[j] == "nsubj" and j < k and view.low[j] not in view.words.subject_pronouns
            for j in view.kids[view.head[k]]
        )

    def _is_impersonal(self, group: Group) -> bool:
        view, words = self.view, self.view.words
        if group.lemma in (words.impersonal_reflexive if group.reflexive is not None else words.impersonal):
            return True
        for m in group.members:
            for k in view.kids[m]:
                if group.lemma == "avoir" and view.low[k] in words.pro_places:
                    return True
                if (group.passive and view.base[k] in ("ccomp", "xcomp", "csubj")) or view.dep[k] == "csubj":
                    return True
        return view.lemma[group.top] in words.impersonal

    def _by_relative(self, group: Group) -> Subject | None:
        """ "qui" right before the group, whatever label it got."""
        j = self.before(group)
        if (
            j is not None
            and self.view.low[j] in self.view.words.subject_relatives
            and not self.view.case_of(j)
            and group.mood in FINITE
        ):
            return self.antecedents.of(j, group)
        return None

    def before(self, group: Group) -> int | None:
        """The token before the group, its clitics and adverbs left out."""
        view = self.view
        start = view.tree.sentences[view.sentence[group.head]][0]
        j = group.first - 1
        while j >= start and (
            (view.low[j] in self.small and view.pos[j] not in ("DET", "NOUN", "PROPN"))
            or (view.pos[j] == "ADV" and not view.is_nominal(j))
        ):
            j -= 1
        return j if j >= start else None

    def antecedent_of(self, pronoun: int, group: Group) -> tuple[int, ...]:
        """The nominal that a relative pronoun stands for, with those coordinated with it."""
        return self.antecedents.of(pronoun, group).heads

    def _of_finite(self, group: Group) -> Subject:
        view = self.view
        before = self.before(group)
        glued = before is not None and (
            view.pos[before] in ("CCONJ", "PUNCT") or view.low[before] in view.words.complementizers
        )
        shared = self._shared(group)
        if shared is not None and (opened := self._behind_conjunction(group)) is not None:
            return Subject((opened, *view.coordinated(opened)), "recovered subject")
        if shared is not None and (glued or before is None or view.pos[before] in ("VERB", "AUX")):
            return shared
        if shared is None and (bare := self._without_label(group)) is not None:
            return Subject((bare, *view.coordinated(bare)), "recovered subject")
        if before is not None and not glued:
            noun = self.antecedents.nominal_ending_at(before)
            if noun is not None and (whole := self._antecedent_around(noun, group)) is not None:
                return whole
            if noun is not None and self._may_be_subject(noun, group):
                return Subject(self._with_partners(noun), "recovered subject")
        after = self._inverted(group)
        if after is not None:
            return Subject((after, *view.coordinated(after)), "inverted subject")
        return shared or NOBODY

    def _without_label(self, group: Group) -> int | None:
        """ "Plusieurs pays, dont X, ont signé": a bare nominal that hangs on the verb and agrees with it is its subject."""
        view = self.view
        for k in group.dependents(view):
            if (
                k < group.first
                and view.base[k] in ("obl", "nmod", "dep")
                and view.pos[k] in ("NOUN", "PROPN")
            ):
                agrees = view.plural(k) == (group.number == "plur")
                if agrees and group.number and not view.case_of(k) and self._may_be_subject(k, group):
                    return k
        return None

    def _antecedent_around(self, noun: int, group: Group) -> Subject | None:
        """ "Un étudiant qui a requis l'anonymat a indiqué": the noun before the verb ends a relative clause on its subject."""
        view = self.view
        for _ in range(MAX_CLIMB):
            other = self.at.get(noun)
            if other is not None and other is not group:
                found = self.of(other)
                if (
                    found.how.startswith("antecedent")
                    and found.heads
                    and found.heads[0] < other.first < group.first
                ):
                    return Subject(found.heads, "recovered subject")
            head = view.head[noun]
            if head == noun or head > group.first:
                return None
            noun = head
        return None

    def _may_be_subject(self, noun: int, group: Group) -> bool:
        view = self.view
        if (
            view.case_of(noun)
            or view.lemma[noun] in view.words.temporal
            or view.low[noun] in view.words.object_relatives
        ):
            return False
        if view.low[noun] in self.small or view.pos[noun] == "NUM":
            return False
        plural = view.plural(noun)
        if group.number and plural is not None and plural != (group.number == "plur"):
            return self._joined(noun) is not None
        return True

    def _joined(self, noun: int) -> int | None:
        """The nominal before "et" in front of a noun phrase that the parser left alone: "Israël" of "Israël et le Hamas"."""
        view = self.view
        left = view.span_of(noun)[0] if view.span_of(noun)[0] <= noun else noun
        cc = next((k for k in view.kids[noun] if view.base[k] == "cc" and k < noun), None)
        j = (cc if cc is not None else left - 1) - 1
        if cc is None and (left < 1 or view.pos[left - 1] != "CCONJ"):
            return None
        if j < 0 or view.sentence[j] != view.sentence[noun]:
            return None
        other = self.antecedents.nominal_ending_at(j)
        if other is None or view.case_of(other) or view.base[other] == "obj":
            return None
        return other

    def _with_partners(self, noun: int) -> tuple[int, ...]:
        view = self.view
        found = [noun, *view.coordinated(noun)]
        head = noun
        while (
            view.base[head] == "conj"
            and view.is_nominal(view.head[head])
            and view.head[head] not in self.at
            and view.head[head] not in found
        ):
            head = view.head[head]
            found.insert(0, head)
        if len(found) == 1 and (other := self._joined(noun)) is not None:
            found.insert(0, other)
        return tuple(found)

    def _inverted(self, group: Group) -> int | None:
        """A bare nominal right behind the verb of an incise or of a relative clause: "..., a déclaré le ministre"."""
        view = self.view
        before = self.before(group)
        if before is not None:
            words = view.words
            fits = (
                view.pos[before] == "PUNCT"
                or group.head in self.fronted
                or view.low[before]
                in words.object_relatives | words.place_relatives | words.genitive_relatives
            )
            if not fits and view.low[before] != "comme":
                return None
        elif group.mood == "imperative" or group.number == "":
            return None
        for k in group.dependents(view):
            if (
                k > group.last
                and view.base[k] in ("obj", "obl", "nmod", "appos", "xcomp", "dep", "parataxis")
                and view.is_nominal(k)
            ):
                if view.case_of(k) or view.lemma[k] in view.words.temporal:
                    continue
                left = view.span_of(k)[0]
                between = range(group.last + 1, left)
                if any(
                    view.pos[j] not in ("ADV", "DET", "ADP", "NOUN", "PROPN", "ADJ", "NUM") for j in between
                ):
                    return None
                plural = view.plural(k)
                if group.number and plural is not None and plural != (group.number == "plur"):
                    return None
                return k
        return None

    def _shared(self, group: Group) -> Subject | None:
        """The subject of the verb that this one is coordinated with."""
        view = self.view
        top = group.top
        if view.base[top] != "conj" or view.head[top] == top:
            return None
        first = self.at.get(view.head[top])
        if first is None or first is group:
            first = self._verb_before(group)
        if first is None:
            return None
        subject = self.of(first)
        return Subject(subject.heads, "shared subject") if subject.heads else None

    def _behind_conjunction(self, group: Group) -> int | None:
        """ "..., lorsque M. Kenyatta, le président, a accueilli": the nominal that opens the verb's own clause."""
        view, words = self.view, self.view.words
        start = view.tree.sentences[view.sentence[group.head]][0]
        for j in range(group.first - 1, start, -1):
            other = self.at.get(j)
            if other is not None and other.mood in FINITE:
                return None
            if view.pos[j] == "SCONJ" and view.low[j] not in words.complementizers | view.relatives:
                for k in range(j + 1, group.first):
                    if view.is_nominal(k) and view.span_of(k)[0] == j + 1 and self._may_be_subject(k, group):
                        return k
                return None
        return None

    def _verb_before(self, group: Group) -> Group | None:
        view = self.view
        start = view.tree.sentences[view.sentence[group.head]][0]
        for j in range(group.first - 1, start - 1, -1):
            other = self.at.get(j)
            if other is not None and other is not group and other.mood in FINITE:
                return other
        return None

    def of_adjective(self, group: Group) -> Subject:
        """Whom a predicate adjective is said of."""
        view, i = self.view, group.head
        own = self._written(group)
        if own is not None:
            return Subject(own.heads, "subject of the adjective")
        if group.finite is not None and (found := self._of_finite(group)).heads:
            return found
        head, base = view.head[i], view.base[i]
        if base in ("xcomp", "conj", "advcl") and head in self.at:
            return Subject(self.of(self.at[head]).heads, "controlled subject")
        if base in ("amod", "acl", "appos", "nmod") and head != i and view.is_nominal(head):
            return Subject((head, *view.coordinated(head)), "modified noun")
        return NOBODY
