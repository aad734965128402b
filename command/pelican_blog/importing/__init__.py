"""A blog brought over from elsewhere, and proof that nothing was lost."""
