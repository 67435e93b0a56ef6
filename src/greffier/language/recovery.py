"""The parser's known faults, set right before frames are read (events.md 5.1): the view is mended, the tree is not.

- an auxiliary that stands as the verb while its participle was taken for an adverb ("a irrité Moscou");
- a finite verb hung as a modifier on its own subject ("Le déploiement ... inquiète l'OTAN");
- a finite verb that was taken for a noun or an adjective ("l'Ouganda inculpe 45 Rwandais");
- a noun that took over the place of its own verb ("ont tendance à");
- names cut at a hyphen ("Al-Qaïda");
- what follows a coordinated verb but hangs on the first ("a fouillé les voitures et saisi deux fusils");
- a coordinated nominal that was taken for the subject of the verb behind it ("Kiev et Varsovie ont signé", "les
  négociations entre Israël et le Hamas piétinent");
- a verb behind "ne" that was taken for a noun ("ne contrôle plus");
- a verb of causing that stands above its infinitive ("a fait arrêter");
- a relative clause hung on the verb ("Les rebelles, que Kigali accuse de"), a main verb hung on its subject behind a
  condition ("Si X avançait, Y bombarderait");
- an infinitive hung on the verb above the one that governs it ("pour empêcher X de prendre la ville");
- a participle that opens the sentence and was taken for its verb or its subject;
- a subject taken out of an aside between dashes;
- a past participle behind its auxiliary that was taken for a noun, an adverb or a pronoun ("ont massacré des villageois").
"""

from __future__ import annotations

from .lostinfinitives import give_infinitives, keep_names, pass_by_asides, turn_openings
from .lostnominals import (
    find_objects,
    find_relatives,
    give_agents,
    join_lists,
    join_subjects,
    keep_right_dependents,
    pass_by_times,
    raise_agents,
    raise_partners,
    relate_objects,
    release_subjects,
)
from .lostverbs import (
    find_hidden_verb,
    find_participles,
    free_behind_pronoun,
    free_negated,
    free_participle,
    free_verb,
    join_causatives,
    join_infinitive,
    join_participle,
    raise_finite,
    reach_participle,
)
from .view import View

NAMING = frozenset({"PROPN", "NOUN", "X", "ADJ"})


def mend(view: View) -> None:
    """Mend a view in place."""
    for first, last in view.tree.sentences:
        _join_hyphens(view, first, last)
        keep_names(view, first, last)
        free_participle(view, first, last)
        free_negated(view, first, last)
        free_behind_pronoun(view, first, last)
        join_infinitive(view, first, last)
        reach_participle(view, first, last)
        raise_partners(view, first, last)
        join_subjects(view, first, last)
        join_lists(view, first, last)
        pass_by_times(view, first, last)
        find_objects(view, first, last)
        find_participles(view, first, last)
        find_relatives(view, first, last)
        relate_objects(view, first, last)
        release_subjects(view, first, last)
        give_agents(view, first, last)
        raise_agents(view, first, last)
        join_participle(view, first, last)
        free_verb(view, first, last)
        raise_finite(view, first, last)
        find_hidden_verb(view, first, last)
        join_causatives(view, first, last)
        keep_right_dependents(view, first, last)
        pass_by_asides(view, first, last)
        turn_openings(view, first, last)
        give_infinitives(view, first, last)


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
