"""Who drafted a text that is published: the organisation stays named, also when the office edits the text later."""

from dataclasses import dataclass

from drogowskaz.engine.words import _, say

_DRAFTED = _("Text drafted by {name}.")
_EDITED = _("Text drafted by {name}, edited by the office.")


@dataclass(frozen=True)
class Authorship:
    """The organisation that drafted a text. `edited`: these are not its words alone any more."""

    name: str
    edited: bool = False

    def sentence(self, lang: str) -> str:
        """What stands under the text."""
        return say(_EDITED if self.edited else _DRAFTED, lang, name=self.name)
