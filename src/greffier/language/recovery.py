"""The parser's known faults, set right before frames are read (events.md 5.1): the view is mended, the tree is not.

- an auxiliary that stands as the verb while its participle was taken for an adverb ("a irrité Moscou");
- a finite verb hung as a modifier on its own subject ("Le déploiement ... inquiète l'OTAN");
- a finite verb that was taken for a noun or an adjective ("l'Ouganda inculpe 45 Rwandais");
- a noun that took over the place of its own verb ("ont tendance à");
- names cut at a hyphen ("Al-Qaïda");
- what follows a coordinated verb but hangs on the first ("a dispersé les manifestants et arrêté leur chef");
- a coordinated nominal that was taken for the subject of the verb behind it ("Kiev et Varsovie ont signé", "les
  négociations entre Israël et le Hamas piétinent");
- a past participle behind its auxiliary that was taken for a noun, an adverb or a pronoun ("ont massacré des villageois").
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
NAMING = frozenset({"PROPN", "NOUN", "X", "ADJ"})
RIGHT = frozenset({"obj", "obl", "iobj", "xcomp", "ccomp"})
MISLABELLED = frozenset(
    {"nsubj", "obl", "nmod", "dep", "punct", "appos", "flat"}
)  # what the parser calls such an object
REACH = 12  # tokens between an auxiliary and its participle
MAY_HIDE_A_VERB = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})


def mend(view: View) -> None:
    """Mend a view in place."""
    for first, last in view.tree.sentences:
        _join_hyphens(view, first, last)
        _free_participle(view, first, last)
        _reach_participle(view, first, last)
        _join_subjects(view, first, last)
        _pass_by_times(view, first, last)
        _find_objects(view, first, last)
        _find_participles(view, first, last)
        _relate_objects(view, first, last)
        _raise_agents(view, first, last)
        _join_participle(view, first, last)
        _free_verb(view, first, last)
        _raise_finite(view, first, last)
        _find_hidden_verb(view, first, last)
        _keep_right_dependents(view, first, last)


def _join_hyphens(view: View, first: int, last: int) -> None:
    """What stands behind a hyphen belongs to the word before it."""
    tokens = view.tokens
    for i in range(first + 1, last):
        if (
            tokens[i].text != "-"
            or tokens[i - 1].end != tokens[i].start
            or tokens[i + 1].start != tokens[i].end
        ):
            continue
        a, b = i - 1, i + 1
        if view.pos[a] not in NAMING or view.pos[b] not in NAMING:
            continue
        while view.base[a] == "flat" and first <= view.head[a] < a:
            a = view.head[a]
        if view.climbs_to(a, b):
            view.replace(b, a)
        if not view.climbs_to(b, a):
            view.attach(b, a, "flat:name")
        if not view.climbs_to(a, i):
            view.attach(i, a, "punct")


def _free_participle(view: View, first: int, last: int) -> None:
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
        view.pos[j] = "VERB"
        view.lemma[j] = view.rules.verb_of(view.low[j]) or view.lemma[j]
        head = view.head[j]
        if (
            head > j and view.is_nominal(head) and view.pos[head] not in ("VERB", "AUX")
        ):  # "a violé/ADV le traité/ROOT": the noun behind the verb is its object
            above, dep = (j, "ROOT") if view.head[head] == head else (view.head[head], view.dep[head])
            view.attach(j, above, dep)
            for k in tuple(view.kids[head]):
                if k < j and k != j:
                    view.attach(k, j, view.dep[k])
            view.attach(head, j, "obj")
        _give_object(view, j)


def _reach_participle(view: View, first: int, last: int) -> None:
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
            view.attach(i, j, "aux:tense")
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
        if view.base[k] == "obl" and view.tokens[k].i - verb > 3:
            continue
        marks = [c for c in view.kids[k] if view.base[c] == "case"]
        partitive = len(marks) == 1 and view.low[marks[0]] in view.words.partitives
        if k == min(view.kids[verb], key=lambda c: (c < verb, c)) and (not marks or partitive):
            view.attach(k, verb, "obj")
            for c in marks:
                view.attach(c, k, "det")
        else:
            view.attach(k, verb, "obl:arg")


def _join_subjects(view: View, first: int, last: int) -> None:
    """ "X et Y <verb>" where only Y was taken for the subject: X, or what X belongs to, is the subject and Y goes with X."""
    for c in range(first + 1, last):
        verb = view.head[c]
        if (
            view.pos[c] != "CCONJ"
            or view.base[c] != "cc"
            or verb <= c
            or view.pos[verb] not in ("VERB", "AUX")
        ):
            continue
        y = next((k for k in view.of(verb, "nsubj") if c < k < verb and _starts_at(view, k, c + 1)), None)
        x = _nominal_before(view, c)
        if y is None or x is None or view.low[y] in view.words.subject_pronouns:
            continue
        others = [k for k in view.of(verb, "nsubj") if k < c]
        top = view.head[verb]
        if others and (others[-1] == x or view.climbs_to(x, others[-1])):
            pass
        elif (
            view.base[verb] == "conj"
            and top < c
            and view.is_nominal(top)
            and not view.is_clause(top)
            and view.climbs_to(x, top)
        ):
            above, dep = (verb, "ROOT") if view.head[top] == top else (view.head[top], view.dep[top])
            view.attach(verb, above, dep)
            view.attach(top, verb, "nsubj")
        else:
            continue
        view.attach(y, x, "conj")
        view.attach(c, y, "cc")


def _starts_at(view: View, k: int, start: int) -> bool:
    """Whether nothing but what belongs to nominal `k` stands between `start` and it."""
    return all(view.climbs_to(j, k) for j in range(start, k))


def _nominal_before(view: View, c: int) -> int | None:
    """The head of the innermost nominal phrase that ends right before token `c`."""
    i = c - 1
    while (
        view.base[i] in ("flat", "amod", "nummod") and 0 <= view.head[i] < c and view.is_nominal(view.head[i])
    ):
        i = view.head[i]
    return i if view.is_nominal(i) else None


def _pass_by_times(view: View, first: int, last: int) -> None:
    """ "a appelé dimanche le gouvernement": what hangs on the day without a preposition is the verb's object."""
    for i in range(first, last):
        verb = view.head[i]
        if (
            view.base[i] not in ("obl", "nmod", "obj")
            or view.lemma[i] not in view.words.temporal
            or view.pos[verb] != "VERB"
        ):
            continue
        for k in tuple(view.kids[i]):
            if (
                k > i
                and view.base[k] in ("obj", "nmod", "appos")
                and view.is_nominal(k)
                and not view.case_of(k)
            ):
                if (
                    view.lemma[k] not in view.words.temporal
                    and view.pos[k] != "NUM"
                    and any(view.base[c] == "det" for c in view.kids[k])
                ):
                    view.attach(k, verb, "obj")


def _find_objects(view: View, first: int, last: int) -> None:
    """A nominal without a preposition right behind an active verb that has a subject and no object is its object."""
    for i in range(first, last):
        if view.pos[i] != "VERB" or any(
            view.base[k] in ("obj", "ccomp", "xcomp", "cop", "iobj") or view.dep[k] == "aux:pass"
            for k in view.kids[i]
        ):
            continue
        subject = next((k for k in view.of(i, "nsubj") if k < i), None)
        k = next((k for k in view.kids[i] if k > i and view.is_nominal(k)), None)
        if (
            subject is None
            or k is None
            or view.base[k] not in MISLABELLED
            or view.low[k] in view.words.subject_pronouns
        ):
            continue
        if (
            view.case_of(k)
            or view.lemma[k] in view.words.temporal
            or view.low[k] in view.words.inverted
            or k - i > 4
        ):
            continue
        if any(view.base[c] == "nummod" for c in view.kids[k]) and view.base[k] == "obl":
            continue  # "a duré trois jours"
        if all(view.pos[j] in ("DET", "ADJ", "ADV") or j in view.kids[k] for j in range(i + 1, k)):
            view.attach(k, i, "obj")


def _find_participles(view: View, first: int, last: int) -> None:
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
            view.pos[i] = "VERB"
            view.lemma[i] = view.rules.verb_of(view.low[i]) or view.lemma[i]


def _relate_objects(view: View, first: int, last: int) -> None:
    """The "que" of a relative clause without another object is its object, whatever the parser calls it."""
    for i in range(first, last + 1):
        if (
            view.dep[i] != "acl:relcl"
            or view.pos[i] != "VERB"
            or any(view.base[k] in ("obj", "ccomp") for k in view.kids[i])
        ):
            continue
        for k in view.kids[i]:
            if (
                k < i
                and view.base[k] == "mark"
                and view.low[k] in view.words.object_relatives
                and view.is_nominal(view.head[i])
            ):
                view.pos[k] = "PRON"
                view.attach(k, i, "obj")
                break


def _raise_agents(view: View, first: int, last: int) -> None:
    """ "est arrêté avec sept personnes par la police": the agent hangs on the verb, not on what stands between."""
    agents = view.words.agent_prepositions
    for i in range(first, last + 1):
        if view.pos[i] != "VERB" or not any(view.dep[k] == "aux:pass" for k in view.kids[i]):
            continue
        if any(view.dep[k] == "obl:agent" or view.case_of(k) in agents for k in view.kids[i]):
            continue
        for k in tuple(view.kids[i]):
            found = next(
                (
                    c
                    for c in view.kids[k]
                    if c > k > i and view.base[c] == "nmod" and view.case_of(c) in agents
                ),
                None,
            )
            if found is not None and view.base[k] in ("obl", "obj"):
                view.attach(found, i, "obl:agent")
                break


def _free_verb(view: View, first: int, last: int) -> None:
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


def _join_participle(view: View, first: int, last: int) -> None:
    for i in range(first, last + 1):
        if view.pos[i] != "AUX" or view.base[i] in ("aux", "cop"):
            continue
        j = i + 1
        while j <= last and (view.low[j] in view.words.negators or view.low[j] in view.words.inverted or view.low[j] == "-t"
                             or (view.pos[j] in SKIPPED and not view.rules.may_be(view.low[j], "participle"))):  # fmt: skip
            j += 1
        if (
            j <= last
            and j - i < 5
            and view.pos[j] != "VERB"
            and view.base[j] not in ("obj", "nsubj")
            and view.head[j] == i
        ):
            if view.rules.may_be(view.low[j], "participle") and not any(
                view.base[k] in ("det", "case") for k in view.kids[j]
            ):
                view.replace(i, j)
                view.attach(i, j, "aux:tense")
                view.pos[j] = "VERB"
                view.lemma[j] = view.rules.verb_of(view.low[j]) or view.lemma[j]


def _is_finite(view: View, i: int) -> bool:
    if view.pos[i] not in ("VERB", "AUX"):
        return False
    if view.tokens[i].morph.get("VerbForm") == "Fin":
        return True
    return view.rules.may_be(view.low[i], "finite") and not view.rules.may_be(view.low[i], "participle")


def _raise_finite(view: View, first: int, last: int) -> None:
    """A finite verb hung as a modifier on a noun to its left, without relative or conjunction, has it as its subject."""
    relatives = (
        view.words.subject_relatives
        | view.words.object_relatives
        | view.words.genitive_relatives
        | view.words.place_relatives
    )
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
        if any(view.low[j] in relatives for j in range(head, i)) or view.case_of(head):
            continue
        if view.base[head] not in ("ROOT", "dep", "parataxis", "conj", "ccomp"):
            continue
        view.replace(head, i)
        for k in tuple(view.kids[i]):
            if (
                k < i
                and view.base[k] in ("det", "amod", "nmod", "case", "nummod", "flat", "acl", "cc", "conj")
            ) or (view.base[k] == "appos" and k < i):
                view.attach(k, head, view.dep[k])
        view.attach(head, i, "nsubj")


def _find_hidden_verb(view: View, first: int, last: int) -> None:
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
            view.base[k] in ("det", "case", "nummod") for k in view.kids[i]
        ):
            continue
        before, after = i - 1, i + 1
        if view.low[before] == "," and (opened := _apposition_start(view, first, before)) is not None:
            before = opened - 1
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
        if subject is None or view.case_of(subject) or view.plural(subject) not in (None, _plural(view, i)):
            continue
        _take_over(view, i, subject)
        return


def _apposition_start(view: View, first: int, comma: int) -> int | None:
    """The comma that opens what this one closes: "Le Burkina, un pays enclavé, lutte"."""
    for j in range(comma - 2, first, -1):
        if view.low[j] == "," and view.is_nominal(j - 1):
            return j
    return None


def _plural(view: View, i: int) -> bool:
    return bool(view.rules.is_plural(view.low[i]))


def _nominal_ending_at(view: View, i: int) -> int | None:
    best, steps = None, 0
    while steps < 12:
        if view.is_nominal(i):
            best = i
        head = view.head[i]
        if (
            head == i
            or head > i
            or view.base[i] not in ("flat", "nmod", "amod", "nummod", "conj", "appos", "punct", "acl")
            or ":" in view.low[head:i]
        ):
            return best
        i, steps = head, steps + 1
    return best


def _take_over(view: View, i: int, subject: int) -> None:
    view.pos[i] = "VERB"
    view.lemma[i] = view.rules.verb_of(view.low[i]) or view.lemma[i]
    if view.climbs_to(i, subject):
        old = (subject, "ROOT") if view.head[subject] == subject else (view.head[subject], view.dep[subject])
        view.attach(i, i if old[0] == subject else old[0], old[1])
        for k in tuple(view.kids[subject]):
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


def _keep_right_dependents(view: View, first: int, last: int) -> None:
    """A complement behind a coordinated verb is that verb's, not the first one's."""
    for i in range(first, last + 1):
        if (
            view.base[i] != "conj"
            or view.pos[i] != "VERB"
            or view.head[i] >= i
            or view.pos[view.head[i]] not in ("VERB", "AUX")
        ):
            continue
        head = view.head[i]
        for k in tuple(view.kids[head]):
            if k > i and view.base[k] in RIGHT:
                nearest = max(
                    c for c in view.kids[head] if c < k and view.base[c] == "conj" and view.pos[c] == "VERB"
                )
                view.attach(k, nearest, view.dep[k])
