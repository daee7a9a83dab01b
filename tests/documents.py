"""Files made for tests."""

import io

import pikepdf


def pdf(**encryption: object) -> bytes:
    """A PDF of one empty page; takes how it is encrypted, if at all."""
    document, made = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(made, **encryption)
    return made.getvalue()
