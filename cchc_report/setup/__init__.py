"""Before the first report: a new workspace, a new form, the doctor."""
