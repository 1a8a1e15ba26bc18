"""The curators' page: reading the store, taking review steps, and reports, behind a login (docs/curators-page.md)."""
