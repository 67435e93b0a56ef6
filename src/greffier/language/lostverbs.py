"""Verbs that the parser lost, put back into their clauses: participles behind their auxiliary, finite verbs taken for nouns.

Every function mends one class of fault in a view, from token `first` to `last` of one sentence.
"""

from __future__ import annotations

from .view import View

SKIPPED = frozenset({"ADV", "PART"})
LEFT_MODIFIER = frozenset({"amod", "acl", "nmod", "appos", "flat", "advmod", "dep"})
CLAUSAL = frozenset(
    {
        "ROOT",
        "parataxis",
        "ccomp",
        "conj",
        "advcl",
        "acl",
        "xcomp",
        "appos",
        "nmod",
        "amod",
        "dep",
        "advmod",
        "flat",
    }
)
LEFT_OF_NOUN = frozenset(
    {"det", "amod", "nmod", "case", "nummod", "flat", "acl", "cc", "conj", "appos"}
)  # what stays with a subject whose verb is raised
REACH = 12  # tokens between an auxiliary and its participle
MAY_HIDE_A_VERB = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})


def free_participle(view: View, first: int, last: int) -> None:
    """What stands behind an auxiliary and can be nothing but a participle is the verb of its clause."""
    for i in range(first, last):
        if view.base[i] != "aux" or view.pos[i] not in ("AUX", "VERB"):
            continue
        j = i + 1
        while j < last and (
            view.low[j] in view.words.negators
            or (view.pos[j] in SKIPPED and not view.rules.may_be(view.low[j], "participle"))
        ):
            j += 1
        if view.pos[j] in ("VERB", "AUX") or not view.rules.may_be(view.low[j], "participle"):
            continue
        if any(view.base[k] in ("det", "case") and k < j for k in view.kids[j]):
            continue
        if view.head[i] not in (j, view.head[j]):
            continue
        _make_verb(view, j)
        head = view.head[j]
        if (
            head > j and view.is_nominal(head) and view.pos[head] not in ("VERB", "AUX")
        ):  # "a violé/ADV le traité/ROOT": the noun behind the verb is its object
            above, dep = (j, "ROOT") if view.head[head] == head else (view.head[head], view.dep[head])
            view.attach(j, above, dep)
            for k in tuple(view.kids[head]):
                if k < j:
                    view.attach(k, j, view.dep[k])
            view.attach(head, j, "obj")
        _give_object(view, j)


def free_behind_pronoun(view: View, first: int, last: int) -> None:
    """ "qu'ils sanctionneraient X": what has a subject pronoun right before it and may be finite is a verb."""
    for i in range(first + 1, last + 1):
        if view.pos[i] not in MAY_HIDE_A_VERB or view.low[i - 1] not in view.words.subject_pronouns:
            continue
        if (
            view.head[i - 1] != i
            or view.base[i - 1] != "nsubj"
            or not view.rules.may_be(view.low[i], "finite")
        ):
            continue
        if any(view.base[k] in ("cop", "aux", "det", "case") for k in view.kids[i]):
            continue
        _make_verb(view, i)
        for k in tuple(view.kids[i]):
            if (
                k > i
                and view.base[k] in ("flat", "nmod", "appos", "dep")
                and not view.case_of(k)
                and view.is_nominal(k)
            ):
                view.attach(k, i, "obj")
                break


def join_infinitive(view: View, first: int, last: int) -> None:
    """ "nie avoir espionné": an infinitive auxiliary that stands above its participle."""
    for i in range(first, last):
        j = i + 1
        if (
            view.pos[i] != "VERB"
            or view.lemma[i] != "avoir"
            or not view.rules.may_be(view.low[i], "infinitive")
        ):
            continue
        while j < last and view.pos[j] in SKIPPED and not view.rules.may_be(view.low[j], "participle"):
            j += 1
        if view.head[j] == i and view.pos[j] == "VERB" and view.rules.may_be(view.low[j], "participle"):
            view.replace(i, j)
            view.attach(i, j, "aux:tense")
            view.pos[i] = "AUX"


def reach_participle(view: View, first: int, last: int) -> None:
    """ "a, sans surprise, balayé l'idée": a phrase between auxiliary and participle that the parser hung the participle on."""
    for i in range(first, last):
        if view.lemma[i] != "avoir" or view.pos[i] not in ("AUX", "VERB") or not _is_finite(view, i):
            continue
        if any(view.base[k] in ("obj", "xcomp") for k in view.kids[i]) or (
            view.pos[view.head[i]] == "VERB" and view.base[i] == "aux"
        ):
            continue
        j = _participle_after_phrase(view, i, last)
        if j is None or not (i < view.head[j] < j or view.head[j] == i):
            continue
        inner = view.head[j]
        top = inner
        while i < view.head[top] < j and view.head[top] != top:
            top = view.head[top]
        if top == i:
            view.replace(i, j)
        else:  # the noun of the inserted phrase stands where the verb should
            above, dep = (j, "ROOT") if view.head[top] == top else (view.head[top], view.dep[top])
            if view.climbs_to(above, top) and above != j:
                continue
            view.attach(j, above, dep)
            for k in tuple(view.kids[top]):
                if k < i or k > j:
                    view.attach(k, j, view.dep[k])
            view.attach(top, j, "obl:mod")
        view.pos[i] = "AUX"
        view.attach(i, j, "aux:tense")
        _give_object(view, j)
        for k in tuple(view.kids[j]):  # "interpellé" in "a renforcé ... et interpellé" is a verb as well
            if k > j and view.base[k] == "conj" and view.pos[k] == "VERB":
                _give_object(view, k)


def _participle_after_phrase(view: View, i: int, last: int) -> int | None:
    """The participle behind an auxiliary with nothing but adverbs and one prepositional phrase between."""
    j = i + 1
    if j > last or not (view.pos[j] in ("ADP", "ADV") or view.low[j] == ","):
        return None
    while j <= min(last, i + REACH):
        if view.pos[j] == "VERB" or (
            view.rules.may_be(view.low[j], "participle") and view.pos[j] in ("ADJ", "VERB")
        ):
            good = view.rules.may_be(view.low[j], "participle") and j > i + 1
            return j if good else None
        if view.pos[j] in ("AUX", "SCONJ", "CCONJ") or view.low[j] in (".", ";", ":"):
            return None
        j += 1
    return None


def _give_object(view: View, verb: int) -> None:
    """The complements of a word that turned out to be a verb are its object and its prepositional phrases."""
    for k in tuple(view.kids[verb]):
        if k < verb or view.base[k] not in ("nmod", "obl") or not view.is_nominal(k):
            continue
        if view.base[k] == "obl" and k - verb > 3:
            continue
        marks = [c for c in view.kids[k] if view.base[c] == "case"]
        partitive = len(marks) == 1 and view.low[marks[0]] in view.words.partitives
        if k == min(view.kids[verb], key=lambda c: (c < verb, c)) and (not marks or partitive):
            view.attach(k, verb, "obj")
            for c in marks:
                view.attach(c, k, "det")
        else:
            view.attach(k, verb, "obl:arg")


def free_negated(view: View, first: int, last: int) -> None:
    """ "ne contrôle plus": what stands behind "ne" and its clitics and can be a finite verb is one."""
    words = view.words
    clitics = words.reflexives | words.object_clitics | words.dative_clitics | words.person_clitics
    clitics |= words.pro_places | words.pro_genitives
    for i in range(first, last):
        if view.low[i] not in words.negative_particles:
            continue
        j = i + 1
        while j < last and view.low[j] in clitics:
            j += 1
        if view.pos[j] not in ("VERB", "AUX") and view.rules.may_be(view.low[j], "finite"):
            _make_verb(view, j)


def join_causatives(view: View, first: int, last: int) -> None:
    """ "a fait arrêter": the infinitive carries the meaning, the verb of causing is its auxiliary."""
    for i in range(first, last):
        if view.lemma[i] not in view.words.causatives or view.pos[i] not in ("VERB", "AUX"):
            continue
        j = i + 1
        while j < last and view.pos[j] == "ADV" and not view.rules.may_be(view.low[j], "infinitive"):
            j += 1
        if view.pos[j] not in ("VERB", "AUX") or not view.rules.may_be(view.low[j], "infinitive"):
            continue
        if view.head[j] == i and view.base[j] in ("xcomp", "ccomp", "obj", "dep"):
            view.replace(i, j)
        elif view.head[i] != j or view.base[i] not in ("dep", "aux", "advcl", "xcomp", "ccomp"):
            continue
        view.pos[i] = "AUX"
        view.attach(i, j, "aux:caus")


def find_participles(view: View, first: int, last: int) -> None:
    """ "Arrêté par la police, ...": a participle with its agent that was taken for a noun."""
    for i in range(first, last):
        if view.pos[i] in ("VERB", "AUX") or view.base[i] not in (
            "advcl",
            "acl",
            "amod",
            "nmod",
            "appos",
            "dep",
        ):
            continue
        if not view.rules.may_be(view.low[i], "participle") or any(
            view.base[k] == "det" for k in view.kids[i]
        ):
            continue
        if any(view.dep[k] == "obl:agent" for k in view.kids[i]):
            _make_verb(view, i)


def free_verb(view: View, first: int, last: int) -> None:
    """ "ont tendance à": the noun behind "avoir" is its object, not a participle."""
    for i in range(first, last + 1):
        noun = view.head[i]
        if view.base[i] != "aux" or view.lemma[i] != "avoir" or view.pos[noun] != "NOUN" or noun < i:
            continue
        if view.rules.may_be(view.low[noun], "participle") or any(view.base[k] in ("cop", "det", "case") or (
            view.base[k] == "aux" and k != i
        ) for k in view.kids[noun]):  # fmt: skip
            continue
        view.replace(noun, i)
        view.pos[i] = "VERB"
        view.attach(noun, i, "obj")


def join_participle(view: View, first: int, last: int) -> None:
    """ "a aussitôt/ADV riposté/NOUN": what an auxiliary governs right behind it and can be a participle is the verb."""
    for i in range(first, last + 1):
        bare = (
            view.low[i] == "avoir" and view.pos[i] == "VERB"
        )  # an infinitive that can only be an auxiliary here
        if (view.pos[i] != "AUX" and not bare) or view.base[i] in ("aux", "cop"):
            continue
        j = i + 1
        while j <= last and (view.low[j] in view.words.negators or view.low[j] in view.words.inverted or view.low[j] == "-t"
                             or (view.pos[j] in SKIPPED and not view.rules.may_be(view.low[j], "participle"))):  # fmt: skip
            j += 1
        if (
            j <= last
            and j - i < 5
            and view.pos[j] != "VERB"
            and (bare or view.base[j] not in ("obj", "nsubj"))
            and view.head[j] == i
        ):
            if view.rules.may_be(view.low[j], "participle") and not any(
                view.base[k] in ("det", "case") for k in view.kids[j]
            ):
                view.replace(i, j)
                view.attach(i, j, "aux:tense")
                view.pos[i] = "AUX"
                _make_verb(view, j)


def _make_verb(view: View, i: int) -> None:
    """Take token `i` for a verb, whatever the tagger took it for."""
    view.pos[i] = "VERB"
    view.lemma[i] = view.rules.verb_of(view.low[i]) or view.lemma[i]


def _is_finite(view: View, i: int) -> bool:
    if view.pos[i] not in ("VERB", "AUX"):
        return False
    if view.tokens[i].morph.get("VerbForm") == "Fin":
        return True
    return view.rules.may_be(view.low[i], "finite") and not view.rules.may_be(view.low[i], "participle")


def raise_finite(view: View, first: int, last: int) -> None:
    """A finite verb hung as a modifier on a noun to its left, without relative or conjunction, has it as its subject."""
    for i in range(first, last + 1):
        head = view.head[i]
        if (
            view.pos[i] != "VERB"
            or view.base[i] not in LEFT_MODIFIER
            or head >= i
            or not view.is_nominal(head)
        ):
            continue
        if (
            view.pos[head] in ("VERB", "AUX")
            or not _is_finite(view, i)
            or view.rules.may_be(view.low[i], "participle")
        ):
            continue
        if any(view.base[k] in ("nsubj", "mark", "aux", "expl") for k in view.kids[i]):
            continue
        if any(view.low[j] in view.relatives for j in range(head, i)) or view.case_of(head):
            continue
        if view.base[head] == "appos" and view.low[i - 1] == "," and view.head[head] < head:
            head = view.head[
                head
            ]  # "Le Tchad, un pays pauvre, accueille": said of the noun, not of what stands beside it
            view.attach(i, head, "acl")
        if view.base[head] == "obj" and _opens_main_clause(view, first, head):
            _raise_main(view, i, head)
            continue
        if view.base[head] not in ("ROOT", "dep", "parataxis", "conj", "ccomp") or view.case_of(head):
            continue
        view.replace(head, i)
        for k in tuple(view.kids[i]):
            if k < i and view.base[k] in LEFT_OF_NOUN:
                view.attach(k, head, view.dep[k])
        view.attach(head, i, "nsubj")
        _give_object(view, i)
        for k in tuple(
            view.kids[i]
        ):  # "visitera le Liban et la Turquie": what went with the subject goes with the object
            if k > i and view.base[k] == "conj" and view.is_nominal(k) and not view.is_clause(k):
                first_of = next((o for o in view.of(i, "obj", "nmod", "obl") if i < o < k), None)
                if first_of is not None:
                    view.attach(k, first_of, "conj")


def _opens_main_clause(view: View, first: int, noun: int) -> bool:
    """Whether a nominal stands right behind the comma that ends a condition: "Si X avançait, Y ..."."""
    start = view.span_of(noun)[0]
    return view.low[first] in view.words.condition_marks and start > first and view.low[start - 1] == ","


def _raise_main(view: View, i: int, subject: int) -> None:
    """The verb behind such a nominal is the main one, and the verb of the condition hangs on it."""
    condition = view.head[subject]
    above = (i, "ROOT") if view.head[condition] == condition else (view.head[condition], view.dep[condition])
    right = [k for k in view.kids[subject] if k > i]
    view.attach(i, *above)
    for k in right:
        view.attach(k, i, view.dep[k])
    view.attach(subject, i, "nsubj")
    view.attach(condition, i, "advcl")
    _give_object(view, i)


def find_hidden_verb(view: View, first: int, last: int) -> None:
    """A word in the place of a verb, in a sentence without any other finite verb."""
    for i in range(first, last + 1):
        if _is_finite(view, i):
            return
    for i in range(first + 1, last):
        if (
            view.pos[i] not in MAY_HIDE_A_VERB
            or view.base[i] not in CLAUSAL
            or not view.rules.may_be(view.low[i], "finite")
        ):
            continue
        if view.tokens[i].text[:1].isupper() or any(
            view.base[k] in ("det", "case", "nummod") and view.pos[k] != "PROPN" for k in view.kids[i]
        ):
            continue
        before, after = i - 1, i + 1
        if view.low[before] == "," and (opened := _apposition_start(view, first, before)) is not None:
            before = opened - 1
        if not view.low[before][-1].isalnum():
            continue  # "attentat-suicide"
        if view.pos[before] in ("DET", "ADP", "NUM", "PUNCT", "CCONJ", "SCONJ") or view.low[before] in (
            "plus",
            "très",
        ):
            continue
        if (
            view.pos[after]
            not in ("DET", "PROPN", "ADP", "NUM", "SCONJ", "PRON", "NOUN", "ADV", "AUX", "VERB")
            and view.low[after] not in view.words.negators
        ):
            continue
        subject = _nominal_ending_at(view, before)
        if (
            subject is None
            or view.case_of(subject)
            or view.plural(subject) not in (None, view.rules.is_plural(view.low[i]))
        ):
            continue
        _take_over(view, i, subject)
        return


def _apposition_start(view: View, first: int, comma: int) -> int | None:
    """The comma that opens what this one closes: "Le Burkina, un pays enclavé, lutte"."""
    for j in range(comma - 2, first, -1):
        if view.low[j] == "," and view.is_nominal(j - 1):
            return j
    return None


def _nominal_ending_at(view: View, i: int) -> int | None:
    best, steps = None, 0
    while steps < 12:
        if view.is_nominal(i):
            best = i
        head = view.head[i]
        if (
            head == i
            or head > i
            or not (
                view.base[i] in ("flat", "nmod", "amod", "nummod", "conj", "appos", "punct", "acl")
                or (view.base[i] == "obj" and view.rules.may_be(view.low[head], "infinitive"))
            )
            or ":" in view.low[head:i]
        ):
            return best
        i, steps = head, steps + 1
    return best


def _take_over(view: View, i: int, subject: int) -> None:
    _make_verb(view, i)
    if view.climbs_to(i, subject):
        old = (subject, "ROOT") if view.head[subject] == subject else (view.head[subject], view.dep[subject])
        inside = view.head[i]  # the word of the subject that the verb hung on
        view.attach(i, i if old[0] == subject else old[0], old[1])
        taken = view.kids[inside] if inside not in (subject, i) and inside < i else ()
        for k in (*view.kids[subject], *taken):
            if k > i:
                view.attach(k, i, view.dep[k])
        view.attach(subject, i, "nsubj")
    else:
        view.attach(subject, i, "nsubj")
    for k in tuple(view.kids[i]):
        if (
            k > i
            and view.base[k] in ("nmod", "appos", "flat", "conj", "amod", "dep")
            and not view.case_of(k)
            and view.is_nominal(k)
        ):
            view.attach(k, i, "obj")
            break
    if view.base[i] in ("appos", "nmod", "amod", "flat", "dep", "advmod"):
        view.dep[i] = view.base[i] = "parataxis" if view.head[i] != i else "ROOT"
