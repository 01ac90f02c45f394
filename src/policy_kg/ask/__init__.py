"""Questions in, answers with their provision and query out."""
