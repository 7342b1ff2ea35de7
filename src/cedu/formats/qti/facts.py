"""Facts about QTI that need no XML."""

# The endings that authors write, as types that a browser knows.
MIME = {
    "pdf": "application/pdf", "zip": "application/zip", "txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "html": "text/html",
    "json": "application/json", "xml": "application/xml", "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "mp3": "audio/mpeg", "mp4": "video/mp4", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint", "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
# The shapes of a place (QTI 2.1, 7.4), by what we call them.
SHAPES = {"rectangle": "rect", "circle": "circle", "polygon": "poly"}
LABEL = 256  # characters that a label may have
