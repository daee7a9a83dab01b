"""What a file or an instance may have wrong with it."""


class Unacceptable(ValueError):
    """An instance, a schedule or a file that is not accepted: one sentence or more that say what would be."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages
