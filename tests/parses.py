"""Parses written down by hand: one word a field, `text/lemma/POS/label>head`, features after a bar (`|Mood=Cnd,Tense=Pres`).

>>> tree = tree_of("Paris/Paris/PROPN/nsubj>1 accuse/accuser/VERB/ROOT>1|Mood=Ind,Tense=Pres,VerbForm=Fin")
>>> tree.tokens[1].morph["Mood"], tree.tokens[0].head
('Ind', 1)
"""

from __future__ import annotations

from greffier.language.tree import Token, Tree

GLUED = ("'", "’")  # no blank stands after these


def tree_of(*sentences: str) -> Tree:
    """The tree of sentences in the notation above; heads count within each sentence."""
    tokens: list[Token] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        first = len(tokens)
        for word in sentence.split():
            form, _, features = word.partition("|")
            text, lemma, pos, rest = form.rsplit("/", 3)
            label, _, head = rest.partition(">")
            morph = dict(f.split("=") for f in features.split(",") if f)
            tokens.append(
                Token(len(tokens), text, lemma, pos, label, first + int(head), at, at + len(text), morph)
            )
            at += len(text) + (0 if text.endswith(GLUED) else 1)
        bounds.append((first, len(tokens) - 1))
    return Tree(tuple(tokens), tuple(bounds))
