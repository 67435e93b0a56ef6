"""In whose words: an utterance that the article attributes to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .event import Status
from .span import Cue, Span

StatementKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed utterance; `content` has several spans when the quotation is interrupted by its cue.

    `speaker`, `addressee` and `via` (relays, nearest first) are ids of actors; `speaker_mention` is the wording at
    the cue. `cue_class` is the class of the cue (factive, neutral, doubting, opinion, expecting, denying, asking,
    promising, threatening, accusing). `status` and `hedged` tell how sure the speaker is of the
    main predicate of the content (see Event). `rule` is the construction (F1 to F22) and the lexicon line of the cue.
    """

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    cue: Span | None = None
    speaker: str | None = None
    speaker_mention: Span | None = None
    addressee: str | None = None
    via: tuple[str, ...] = ()
    time: str | None = None
    status: Status = "occurred"
    hedged: bool = False
    cue_class: str | None = None
    rule: str = ""
    confidence: float = 0.5
    cues: tuple[Cue, ...] = ()
