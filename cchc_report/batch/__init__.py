"""Many workspaces in one run: what each commune came to, added up and shown in one overview."""
