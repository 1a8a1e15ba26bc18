"""The curators' workshop: documents in, drafts and reports out."""
