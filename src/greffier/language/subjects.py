"""Who is the subject of a verb group: written, an antecedent, inherited, shared, controlled, or recovered beside the verb."""

from __future__ import annotations

from dataclasses import dataclass

from .verbgroup import Group, particle_of
from .view import INNER, View

FINITE = frozenset({"indicative", "conditional", "subjunctive", "imperative"})
NO_PREPOSITION = frozenset(
    {"", "de", "d'entre", "entre", "jusqu'à", "près de"}
)  # "près de 200 personnes", "entre 10 et 20 personnes" are subjects
MAX_CLIMB = 30  # heads above a word; no sentence nests deeper, and a mended tree must not loop


@dataclass(frozen=True, slots=True)
class Subject:
    """The surface subject: its heads (none for an impersonal verb) and how it was found."""

    heads: tuple[int, ...] = ()
    how: str = ""


NOBODY = Subject()


class Subjects:
    """Finds the subject of every group of a view, each once."""

    def __init__(self, view: View, groups: dict[int, Group]) -> None:
        self.view, self.groups = view, groups
        self.at: dict[int, Group] = {m: g for g in groups.values() for m in (g.head, *g.members)}
        for g in groups.values():
            if g.modal_token is not None:
                self.at.setdefault(g.modal_token, g)
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
            return self._of_participle(group)
        if group.mood in ("participle", "gerund"):
            return self._of_present_participle(group)
        return self._of_infinitive(group)

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
            return self._antecedent(best, group)
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
        j = self._before(group)
        if (
            j is not None
            and self.view.low[j] in self.view.words.subject_relatives
            and not self.view.case_of(j)
            and group.mood in FINITE
        ):
            return self._antecedent(j, group)
        return None

    def _before(self, group: Group) -> int | None:
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
        return self._antecedent(pronoun, group).heads

    def _antecedent(self, pronoun: int, group: Group) -> Subject:
        view = self.view
        noun: int | None = None
        top = group.top
        while view.base[top] == "conj" and view.head[top] in self.at and view.head[top] != top:
            top = view.head[top]
        if view.base[top] == "acl" and view.head[top] < pronoun and view.is_nominal(view.head[top]):
            noun = view.head[top]
        else:
            j = pronoun - 1
            while j > 0 and view.pos[j] in ("PUNCT", "ADP"):
                j -= 1
            noun = self.nominal_ending_at(j) if j >= 0 else None
        if noun is None or noun >= pronoun:
            return NOBODY
        if group.number and view.low[pronoun] in view.words.subject_relatives:
            noun = self._agreeing(noun, pronoun, group.number == "plur")
        others = (
            tuple(k for k in view.coordinated(noun) if k < pronoun)
            if view.plural(noun) and group.number != "sing"
            else ()
        )
        return Subject((noun, *others), f"antecedent of {view.low[pronoun]}")

    def _agreeing(self, noun: int, pronoun: int, plural: bool) -> int:
        """The noun itself, or the complement nearest to the relative that agrees with the verb when the noun does not."""
        view = self.view
        if view.plural(noun) in (None, plural):
            return noun
        for j in range(pronoun - 1, noun, -1):
            if view.pos[j] in ("NOUN", "PROPN") and view.plural(j) == plural and view.climbs_to(j, noun):
                return j
        return noun

    def nominal_ending_at(self, i: int) -> int | None:
        """The head of the noun phrase whose last word is token `i`."""
        view = self.view
        best = None
        if self.view.low[i] in self.view.relatives:
            return None
        for _ in range(MAX_CLIMB):
            if (
                i in self.at
                and not any(view.base[k] == "det" for k in view.kids[i])
                and view.pos[i] in ("VERB", "AUX")
            ):
                if not self.at[i].bare_participle:
                    return best
            elif view.is_nominal(i):
                best = i
            head = view.head[i]
            if head >= i or view.base[i] not in INNER | {"punct", "acl", "obl"}:
                return best
            i = head
        return best

    def _of_finite(self, group: Group) -> Subject:
        view = self.view
        before = self._before(group)
        glued = before is not None and (
            view.pos[before] in ("CCONJ", "PUNCT") or view.low[before] in view.words.complementizers
        )
        shared = self._shared(group)
        if shared is not None and (opened := self._behind_conjunction(group)) is not None:
            return Subject((opened, *view.coordinated(opened)), "recovered subject")
        if shared is not None and (glued or before is None or view.pos[before] in ("VERB", "AUX")):
            return shared
        if before is not None and not glued:
            noun = self.nominal_ending_at(before)
            if noun is not None and (whole := self._antecedent_around(noun, group)) is not None:
                return whole
            if noun is not None and self._may_be_subject(noun, group):
                return Subject(self._with_partners(noun), "recovered subject")
        after = self._inverted(group)
        if after is not None:
            return Subject((after, *view.coordinated(after)), "inverted subject")
        return shared or NOBODY

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
        other = self.nominal_ending_at(j)
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
        before = self._before(group)
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

    def _of_participle(self, group: Group) -> Subject:
        """A bare participle is said of the noun it hangs on; of the subject of the clause when it opens it."""
        view, top = self.view, group.top
        head, base = view.head[top], view.base[top]
        if base == "conj" and head in self.at:
            return Subject(self.of(self.at[head]).heads, "shared subject")
        if (
            base in ("acl", "amod", "appos", "nmod")
            and head != top
            and view.is_nominal(head)
            and head not in self.at
        ):
            return Subject(
                (head, *(k for k in view.coordinated(head) if k < top and view.plural(head))), "modified noun"
            )
        if (
            base in ("advcl", "xcomp", "dep", "parataxis", "acl", "obl", "ccomp")
            and head in self.at
            and head != top
        ):
            above = self.at[head]
            if base == "xcomp" and (found := self._controller(above)):
                return found
            return Subject(self.of(above).heads, "inherited subject")
        if base == "ROOT":  # "Trois hommes arrêtés à Paris": the label of a headline
            before = group.first - 1
            if (
                before >= view.tree.sentences[view.sentence[top]][0]
                and (noun := self.nominal_ending_at(before)) is not None
            ):
                return Subject((noun, *view.coordinated(noun)), "modified noun")
            for k in view.kids[top]:
                if view.base[k] == "nsubj":
                    return Subject((k, *view.coordinated(k)), "passive subject")
        return NOBODY

    def _of_present_participle(self, group: Group) -> Subject:
        view, top = self.view, group.top
        head, base = view.head[top], view.base[top]
        if base == "conj" and head in self.at:
            return Subject(self.of(self.at[head]).heads, "shared subject")
        above = self.group_above(top)
        if (
            base in ("xcomp", "ccomp", "advcl", "obl", "dep", "obj")
            and group.mood != "gerund"
            and (j := self._before(group)) is not None
        ):
            noun = self.nominal_ending_at(j)
            if noun is not None and above is not None and noun > above.last:
                return Subject((noun, *view.coordinated(noun)), "modified noun")
        after_comma = group.first > 0 and view.low[group.first - 1] == ","
        if (
            base in ("acl", "amod", "nmod", "appos")
            and group.mood != "gerund"
            and view.is_nominal(head)
            and head not in self.at
        ):
            behind_verb = above is not None and above.last < head
            if not (after_comma and behind_verb):
                return Subject((head, *(k for k in view.coordinated(head) if k < top)), "modified noun")
        if above is not None:
            return Subject(self.of(above).heads, "inherited subject")
        return NOBODY

    def _of_infinitive(self, group: Group) -> Subject:
        view, top = self.view, group.top
        head, base = view.head[top], view.base[top]
        if head == top:
            return NOBODY
        if base == "conj" and head in self.at:
            return Subject(self.of(self.at[head]).heads, "shared subject")
        above = self.at.get(head)
        if above is not None and above is not group:
            return self._controlled(above, group)
        return self._of_nominal(head, group)

    def _controlled(self, above: Group, group: Group) -> Subject:
        if (
            self.view.base[group.top] in ("xcomp", "ccomp", "obl", "obj", "advcl", "dep", "acl")
            and particle_of(self.view, group.top) != "pour"
        ):
            control = self.view.words.control.get(above.lemma)
            if control is not None and not (control == "addressee" and above.reflexive is not None):
                return self._controller(above) or NOBODY
        if group.tense == "past" and not above.passive and particle_of(self.view, group.top) == "pour":
            blamed = next((k for k in above.dependents(self.view) if self.view.dep[k] == "obj"), None)
            if blamed is not None:  # "critiquer X pour avoir fait": X did it
                return Subject((blamed, *self.view.coordinated(blamed)), "controlled object")
        subject = self.of(above)
        return Subject(subject.heads, "controlled subject") if subject.heads else NOBODY

    def _controller(self, above: Group) -> Subject | None:
        """The object or the addressee of a verb that makes somebody else act."""
        view = self.view
        control = view.words.control.get(above.lemma)
        if control == "object" and above.passive:
            found = self.of(above)
            return Subject(found.heads, "controlled object") if found.heads else None
        if control == "object":
            clitic = next((k for k in above.dependents(view) if self._is_object_clitic(above, k)), None)
            if clitic is not None:
                return Subject((clitic,), "controlled object")
        wanted = ("obj",) if control == "object" else ("iobj", "obl", "nmod", "obj")
        for base in wanted:
            for k in above.dependents(view):
                if view.base[k] != base or view.low[k] in view.words.pro_genitives | view.words.pro_places:
                    continue
                if k == above.reflexive or view.lemma[k] in view.words.temporal:
                    continue
                case = view.case_of(k)
                if base in ("obl", "nmod") and case != "à":
                    continue
                if base == "obj" and (
                    case
                    or (
                        control == "addressee"
                        and view.low[k] not in view.words.dative_clitics | view.words.person_clitics
                    )
                ):
                    continue
                if view.low[k] in view.words.object_relatives:
                    return Subject(self.antecedent_of(k, above), "controlled object")
                return Subject(
                    (k, *view.coordinated(k)),
                    "controlled object" if control == "object" else "controlled addressee",
                )
        return None

    def _is_object_clitic(self, group: Group, k: int) -> bool:
        """ "m'ont forcé à payer": a person in front of the verb, whatever label it got."""
        view, words = self.view, self.view.words
        return (
            k < group.last
            and k != group.reflexive
            and view.base[k] in ("obj", "iobj", "expl", "obl")
            and view.low[k] in words.person_clitics
        )

    def _of_nominal(self, noun: int, group: Group) -> Subject:
        """An infinitive behind a noun or an adjective: of the verb that has the noun as its object, of the noun's owner, of the noun."""
        view = self.view
        above = self.at.get(view.head[noun]) if view.head[noun] != noun else None
        if view.pos[noun] == "ADJ" or (view.one(noun, "cop") is not None):
            subject = next(view.of(noun, "nsubj"), None)
            if subject is not None:
                if view.low[subject] in view.words.subject_relatives:
                    return NOBODY
                return Subject((subject, *view.coordinated(subject)), "subject of the adjective")
            if above is not None:
                return Subject(self.of(above).heads, "controlled subject")
            head = view.head[noun]
            if view.base[noun] in ("amod", "acl", "appos", "nmod") and view.is_nominal(head):
                return Subject((head,), "modified noun")
            return NOBODY
        for k in view.kids[noun]:
            if view.base[k] == "det" and view.low[k] in view.words.possessives:
                return Subject((k,), "owner of the noun")
        if above is not None and view.base[noun] in ("obj", "iobj", "obl", "nsubj"):
            control = view.words.control.get(above.lemma)
            if control is not None and (view.base[noun] == "obj") == (control == "object"):
                return Subject(
                    (noun, *view.coordinated(noun)),
                    "controlled " + ("object" if control == "object" else "addressee"),
                )
            if view.base[noun] == "obj":
                return Subject(self.of(above).heads, "controlled subject")
        for k in view.kids[noun]:
            if view.base[k] == "nmod" and k < group.first and view.case_of(k) == "de":
                return Subject((k, *view.coordinated(k)), "complement of the noun")
        if view.base[noun] == "nmod" and view.case_of(noun) == "de":  # "le refus du ministre de signer"
            return Subject((noun, *view.coordinated(noun)), "complement of the noun")
        return NOBODY

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
