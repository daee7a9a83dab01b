from .comments import Comment
from .documents import Document, DocumentVersion, Paragraph, ParagraphEdit, Rendition
from .sources import Source

__all__ = ["Comment", "Document", "DocumentVersion", "Paragraph", "ParagraphEdit", "Rendition", "Source"]
